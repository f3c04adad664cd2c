import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { InvalidRequestError } from '../errors/ResponseError.js';
import { checkInput } from '../schemas/checkInput.js';
import type { Schema } from '../schemas/Schema.js';
import { decode, readJson } from '../transport/readJson.js';
import { tidyDetail } from '../transport/tidyDetail.js';

/** A question to neuPrint. */
export interface NeuprintQuery {
  /** The query, in the Cypher language. */
  readonly cypher: string;
  /** neuPrint's own name of the dataset, such as `hemibrain:v1.2.1`; the dataset's document has it as `neuprintHTTP.dataset`. */
  readonly dataset: string;
}

/** A table of values. */
export interface NeuprintResult {
  readonly columns: readonly string[];
  /** Rows, with a value for each column. Ids beyond 2^53 are `bigint`. */
  readonly data: readonly (readonly unknown[])[];
  readonly [field: string]: unknown;
}

const input: Schema<NeuprintQuery> = z.strictObject({
  cypher: z.string().check(z.minLength(1)),
  dataset: z.string().check(z.minLength(1)),
});
const result: Schema<NeuprintResult> = z.looseObject({
  columns: z.array(z.string()),
  data: z.array(z.array(z.unknown())),
});
const failure = z.looseObject({ error: z.unknown() });

/**
 * Asks the neuPrint server of the client's dataset, in the user's name. A query may take as long as
 * five minutes there: give the client a `timeout` that fits.
 *
 * @throws InvalidRequestError when neuPrint refuses the query (the server passes that on with status
 *   200), or the dataset has no neuPrint server.
 * @throws PermissionError without access to the dataset.
 *
 * @example
 * ```ts
 * const { columns, data } = await queryNeuprint(client, {
 *   cypher: 'MATCH (n:Neuron) RETURN n.bodyId LIMIT 10',
 *   dataset: 'hemibrain:v1.2.1',
 * });
 * ```
 */
export async function queryNeuprint(
  client: DatasetClient,
  query: NeuprintQuery,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<NeuprintResult> {
  const path = ['v2', 'neuprint', client.dataset];
  const body = checkInput(query, input, 'The query');
  // Not marked as harmless to repeat: what a query does is up to its author.
  const response = await client.send({ method: 'POST', path, body, signal });
  const answer = await readJson(response, z.unknown());
  if (result.safeParse(answer).success || !failure.safeParse(answer).success) {
    return decode(answer, result, 'the answer of neuPrint');
  }
  const detail = tidyDetail(answer);
  throw new InvalidRequestError(
    `neuPrint refused the query on ${query.dataset}: ${detail ?? 'it did not say why'}`,
    { status: 200, method: 'POST', url: `${client.server}/${path.join('/')}`, detail },
  );
}

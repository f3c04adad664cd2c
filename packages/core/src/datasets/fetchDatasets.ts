import * as z from 'zod/mini';
import type { Client } from '../client/Client.js';
import { readJson } from '../transport/readJson.js';
import { type Dataset, datasetDocument } from './Dataset.js';

const documents = z.record(z.string(), datasetDocument);

/** Options of `fetchDatasets` and `fetchDataset`. */
export interface FetchDatasetOptions {
  /** `true` leaves the placeholders `{tag}` and `{uuid}` as they are stored; by default they are filled in. */
  readonly templates?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The datasets that the client's user can see, sorted by id: public ones, and those with a role. A
 * dataset whose terms of service the user has not yet accepted is listed, too, although
 * `fetchDataset` refuses it.
 *
 * @throws AuthenticationError without a valid token; NetworkError, TimeoutError, ServerError.
 *
 * @example
 * ```ts
 * for (const { id, tag, description } of await fetchDatasets(client)) {
 *   console.log(id, tag, description);
 * }
 * ```
 */
export async function fetchDatasets(
  client: Client,
  { templates, signal }: FetchDatasetOptions = {},
): Promise<Dataset[]> {
  const response = await client.send({
    method: 'GET',
    path: ['v2', 'datasets'],
    query: { templates },
    signal,
  });
  const found = await readJson(response, documents);
  return Object.entries(found)
    .map(([id, document]) => ({ ...document, id }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

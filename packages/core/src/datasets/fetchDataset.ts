import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { isClioError } from '../errors/ClioError.js';
import { NotFoundError, PermissionError } from '../errors/ResponseError.js';
import { nearestName } from '../names/nearestName.js';
import { readJson } from '../transport/readJson.js';
import { type Dataset, type DatasetDocument, datasetDocument } from './Dataset.js';
import { type FetchDatasetOptions, fetchDatasets } from './fetchDatasets.js';

const documentOrNull = z.nullable(datasetDocument);

/**
 * The client's dataset.
 *
 * The server answers `null` for a dataset that does not exist and for one that the user may not read
 * alike; here that is an error, which lists what can be seen instead.
 *
 * @throws NotFoundError, with the ids that this user can see as `known`, when it does not exist or cannot be seen.
 * @throws PermissionError when it is listed but not readable, which means that its terms of service wait to be accepted.
 *
 * @example
 * ```ts
 * const { tag, dvid } = await fetchDataset(createClient({ auth, dataset: 'VNC' }));
 * ```
 */
export async function fetchDataset(
  client: DatasetClient,
  { templates, signal }: FetchDatasetOptions = {},
): Promise<Dataset> {
  const id = client.dataset;
  let found: DatasetDocument | null = null;
  try {
    const response = await client.send({
      method: 'GET',
      path: ['v2', 'datasets', id],
      query: { templates },
      signal,
    });
    found = await readJson(response, documentOrNull);
  } catch (error) {
    // A user with a role in a dataset that has no document is told that the reading failed.
    if (!isClioError(error, 'invalid-request')) throw error;
    await explain(client, signal, error);
    throw error;
  }
  if (found !== null) return { ...found, id };
  return await explain(client, signal);
}

/** Throws what is wrong with the dataset; returns only when `failure` is given and the dataset is listed. */
function explain(client: DatasetClient, signal: AbortSignal | undefined): Promise<never>;
function explain(
  client: DatasetClient,
  signal: AbortSignal | undefined,
  failure: unknown,
): Promise<void>;
async function explain(
  client: DatasetClient,
  signal: AbortSignal | undefined,
  failure?: unknown,
): Promise<void> {
  const id = client.dataset;
  const facts = {
    status: 200,
    method: 'GET',
    url: `${client.server}/v2/datasets/${id}`,
    detail: undefined,
  };
  const known = (await fetchDatasets(client, { signal })).map((dataset) => dataset.id);
  if (known.includes(id)) {
    if (failure !== undefined) return;
    throw new PermissionError(
      `Dataset ${id} may not be read yet: its terms of service wait to be accepted. Accept them on the page of the login service.`,
      facts,
    );
  }
  const near = nearestName(id, known);
  const instead =
    known.length === 0
      ? 'This token can see none on this server.'
      : `${near === undefined ? '' : `Did you mean ${near}? `}This token can see: ${known.join(', ')}.`;
  throw new NotFoundError(`There is no dataset ${id} on ${client.server}. ${instead}`, facts, {
    known,
    cause: failure,
  });
}

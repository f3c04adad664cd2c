import type { DatasetClient } from '../client/Client.js';
import { textRecord } from '../schemas/textRecord.js';
import { readJson } from '../transport/readJson.js';
import { neuronsPath } from './neuronsPath.js';

/** Option of the functions about versions. */
export interface VersionOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * The version tags of a dataset with the uuid of each, as the server keeps them: tag to uuid. An
 * empty uuid stands for the dataset's own. `fetchVersions` gives them sorted and says which is the head.
 *
 * @throws NotFoundError when the server keeps no tags for this dataset, whether or not it exists.
 *
 * @example
 * ```ts
 * await fetchTags(client); // { 'v0.9': '3fa85f', 'v1.0': '9bc01e' }
 * ```
 */
export async function fetchTags(
  client: DatasetClient,
  { signal }: VersionOptions = {},
): Promise<Record<string, string>> {
  const response = await client.send({
    method: 'GET',
    path: neuronsPath(client, 'versions'),
    signal,
  });
  return readJson(response, textRecord);
}

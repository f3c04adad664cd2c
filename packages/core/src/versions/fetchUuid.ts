import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { readJson } from '../transport/readJson.js';
import type { VersionOptions } from './fetchTags.js';
import { neuronsPath } from './neuronsPath.js';

/**
 * The uuid that the server keeps for a version tag, letter for letter. `resolveVersion` also takes
 * uuids, and knows what is near to a mistyped tag.
 *
 * @returns a uuid, or the beginning of one; empty when the tag stands for the dataset's own uuid.
 * @throws NotFoundError for an unknown tag.
 *
 * @example
 * ```ts
 * await fetchUuid(client, 'v0.9'); // '3fa85f'
 * ```
 */
export async function fetchUuid(
  client: DatasetClient,
  tag: string,
  { signal }: VersionOptions = {},
): Promise<string> {
  const response = await client.send({
    method: 'GET',
    path: neuronsPath(client, 'tag_to_uuid', tag),
    signal,
  });
  return readJson(response, z.string());
}

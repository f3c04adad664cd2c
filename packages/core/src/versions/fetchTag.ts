import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { readJson } from '../transport/readJson.js';
import type { VersionOptions } from './fetchTags.js';
import { neuronsPath } from './neuronsPath.js';

/**
 * The version tag that the server keeps for a uuid, or for the beginning of one. Where several uuids
 * of its list begin alike the server refuses even a whole one; `resolveVersion` does not.
 *
 * @throws NotFoundError for a uuid without a tag.
 * @throws InvalidRequestError when it fits several of the list.
 *
 * @example
 * ```ts
 * await fetchTag(client, '3fa85f'); // 'v0.9'
 * ```
 */
export async function fetchTag(
  client: DatasetClient,
  uuid: string,
  { signal }: VersionOptions = {},
): Promise<string> {
  const response = await client.send({
    method: 'GET',
    path: neuronsPath(client, 'uuid_to_tag', uuid),
    signal,
  });
  return readJson(response, z.string());
}

import * as z from 'zod/mini';
import type { Client } from '../client/Client.js';
import { readJson } from '../transport/readJson.js';
import { type Volume, volumeDocument } from './Volume.js';

/**
 * The volumes of the datasets that the client's user may read, sorted by id.
 *
 * @throws AuthenticationError without a valid token.
 *
 * @example
 * ```ts
 * for (const { id, bucket, path } of await fetchVolumes(client)) console.log(id, bucket, path);
 * ```
 */
export async function fetchVolumes(
  client: Client,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Volume[]> {
  const response = await client.send({ method: 'GET', path: ['v2', 'volumes'], signal });
  const found = await readJson(response, z.record(z.string(), volumeDocument));
  return Object.entries(found)
    .map(([id, document]) => ({ ...document, id }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

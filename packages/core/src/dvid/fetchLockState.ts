import * as z from 'zod/mini';
import { readJson } from '../transport/readJson.js';
import type { DvidClient, DvidOptions } from './DvidClient.js';

const status = z.looseObject({ Locked: z.boolean() });

/**
 * Whether a version is locked: committed, so that it takes no more writes.
 *
 * @throws InvalidRequestError for an unknown version.
 *
 * @example
 * ```ts
 * if (await fetchLockState(client, '3fa85f')) console.log('read only');
 * ```
 */
export async function fetchLockState(
  client: DvidClient,
  version: string,
  { signal }: DvidOptions = {},
): Promise<boolean> {
  const path = ['api', 'node', version, 'status'];
  return (await readJson(await client.send({ method: 'GET', path, signal }), status)).Locked;
}

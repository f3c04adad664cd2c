import * as z from 'zod/mini';
import { readJson } from '../transport/readJson.js';
import type { DvidClient, DvidOptions } from './DvidClient.js';

const answer = z.looseObject({ note: z.string() });

/**
 * The note of a version: what its makers say about it. Empty when nobody wrote one.
 *
 * @throws InvalidRequestError for an unknown version.
 *
 * @example
 * ```ts
 * console.log(await fetchNote(client, '3fa85f'));
 * ```
 */
export async function fetchNote(
  client: DvidClient,
  version: string,
  { signal }: DvidOptions = {},
): Promise<string> {
  const path = ['api', 'node', version, 'note'];
  return (await readJson(await client.send({ method: 'GET', path, signal }), answer)).note;
}

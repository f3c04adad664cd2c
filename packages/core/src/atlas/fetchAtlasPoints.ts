import * as z from 'zod/mini';
import type { Client } from '../client/Client.js';
import { readJson } from '../transport/readJson.js';
import { type AtlasPoint, atlasPoint } from './AtlasPoint.js';

/** The server writes an empty list as `{}`. */
const points = z.union([z.array(atlasPoint), z.strictObject({})]);

/**
 * The atlas points of all datasets that the user may read: verified ones, own ones, and all of the
 * datasets in which the user may write what belongs to others. The order is the server's.
 *
 * @throws AuthenticationError without a valid token.
 *
 * @example
 * ```ts
 * const verified = (await fetchAtlasPoints(client)).filter((point) => point.verified);
 * ```
 */
export async function fetchAtlasPoints(
  client: Client,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<AtlasPoint[]> {
  const response = await client.send({ method: 'GET', path: ['v2', 'atlas', 'all'], signal });
  const found = await readJson(response, points);
  return Array.isArray(found) ? found : [];
}

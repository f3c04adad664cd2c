import type { DatasetClient } from '../client/Client.js';
import { type Location, locationQuery } from '../schemas/location.js';
import { readNull } from '../transport/readJson.js';
import { fetchOwnAtlasPoints } from './fetchOwnAtlasPoints.js';

/**
 * Deletes the user's own atlas point at a place. Nobody can delete another's: the server reports
 * success for that and does nothing. So the own points are read first.
 *
 * @returns whether there was an own point at this place.
 * @throws PermissionError when this user may not read or write points of the dataset.
 *
 * @example
 * ```ts
 * const existed = await deleteAtlasPoint(client, [10, 20, 30]);
 * ```
 */
export async function deleteAtlasPoint(
  client: DatasetClient,
  location: Location,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<boolean> {
  const query = locationQuery(location);
  const own = await fetchOwnAtlasPoints(client, { signal });
  const path = ['v2', 'atlas', client.dataset];
  await readNull(await client.send({ method: 'DELETE', path, query, signal }));
  return own.some((point) => point.location.every((value, axis) => value === location[axis]));
}

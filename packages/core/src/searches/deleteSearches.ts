import type { DatasetClient } from '../client/Client.js';
import { type Location, locationQuery } from '../schemas/location.js';
import { readNull } from '../transport/readJson.js';
import { refusedHint } from './SavedSearch.js';

/**
 * Deletes all searches that the client's user has saved at a place. None there is no error.
 *
 * @throws InputError for a location that is not whole numbers.
 * @throws ServerError, also when the user has no access to the dataset, which the server fails at.
 *
 * @example
 * ```ts
 * await deleteSearches(client, [10, 20, 30]);
 * ```
 */
export async function deleteSearches(
  client: DatasetClient,
  location: Location,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const response = await client.send({
    method: 'DELETE',
    path: ['v2', 'savedsearches', client.dataset],
    query: locationQuery(location),
    hints: refusedHint,
    signal,
  });
  await readNull(response);
}

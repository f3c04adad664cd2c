import type { DatasetClient } from '../client/Client.js';
import { checkInput } from '../schemas/checkInput.js';
import { checkStorable } from '../schemas/checkStorable.js';
import { type Location, locationQuery } from '../schemas/location.js';
import { type OpenObject, openObject } from '../schemas/openObject.js';
import { readNull } from '../transport/readJson.js';
import { refusedHint } from './SavedSearch.js';

/**
 * Saves a search of the client's user at a place. The server keeps what was saved there before as
 * well and shows any one of them, so delete first where one is to be replaced. For the same reason it
 * is not repeated by itself after a failure.
 *
 * @param search - whatever is to be kept about it; the server adds user, place and time.
 * @throws InputError for a location that is not whole numbers, and for what cannot be stored.
 * @throws ServerError, also when the user has no access to the dataset, which the server fails at.
 *
 * @example
 * ```ts
 * await deleteSearches(client, [10, 20, 30]);
 * await addSearch(client, [10, 20, 30], { note: 'like the soma of 1001' });
 * ```
 */
export async function addSearch(
  client: DatasetClient,
  location: Location,
  search: OpenObject,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const body = checkInput(search, openObject, 'The search');
  checkStorable(body, 'The search');
  const response = await client.send({
    method: 'POST',
    path: ['v2', 'savedsearches', client.dataset],
    query: locationQuery(location),
    body,
    hints: refusedHint,
    signal,
  });
  await readNull(response);
}

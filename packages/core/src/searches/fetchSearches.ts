import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { readJson } from '../transport/readJson.js';
import { refusedHint, type SavedSearch, savedSearch } from './SavedSearch.js';

/**
 * The searches that the client's user has saved in the client's dataset, one for each place: where
 * several were saved at one place, the server gives any of them.
 *
 * @throws ServerError, also when the user has no access to the dataset, which the server fails at.
 *
 * @example
 * ```ts
 * for (const { location, timestamp } of await fetchSearches(client)) console.log(location, timestamp);
 * ```
 */
export async function fetchSearches(
  client: DatasetClient,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<SavedSearch[]> {
  const path = ['v2', 'savedsearches', client.dataset];
  const response = await client.send({ method: 'GET', path, hints: refusedHint, signal });
  return Object.values(await readJson(response, z.record(z.string(), savedSearch)));
}

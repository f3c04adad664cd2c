import type { Client } from '../client/Client.js';
import { readNull } from '../transport/readJson.js';

/**
 * Deletes the documents of datasets, by id; their annotations stay where they are. Ids that do not
 * exist are no error. The server may go on knowing a deleted dataset for some time. For admins.
 *
 * @throws PermissionError when the user is no global admin.
 *
 * @example
 * ```ts
 * await deleteDatasets(client, ['old-test']);
 * ```
 */
export async function deleteDatasets(
  client: Client,
  ids: readonly string[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const path = ['v2', 'datasets'];
  await readNull(await client.send({ method: 'DELETE', path, body: ids, signal }));
}

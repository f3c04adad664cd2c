import type { Client } from '../client/Client.js';
import { readNull } from '../transport/readJson.js';

/**
 * Deletes volumes by id; the image data stays. Ids that do not exist are no error. For admins.
 *
 * @throws PermissionError when the user is no global admin.
 *
 * @example
 * ```ts
 * await deleteVolumes(client, ['hemibrain']);
 * ```
 */
export async function deleteVolumes(
  client: Client,
  ids: readonly string[],
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const path = ['v2', 'volumes'];
  await readNull(await client.send({ method: 'DELETE', path, body: ids, signal }));
}

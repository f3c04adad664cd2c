import type { DatasetClient } from '../client/Client.js';
import { readNull } from '../transport/readJson.js';

/** Whose point annotation is deleted. */
export interface DeletePointOptions {
  /** Email of its owner; by default the client's user. */
  readonly user?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Deletes a point, line or sphere annotation by its key. A key that does not exist is no error.
 *
 * @throws PermissionError when this user may not delete it.
 *
 * @example
 * ```ts
 * await deletePoint(client, toPointKey({ kind: 'point', pos: [120, 44, 9] }));
 * ```
 */
export async function deletePoint(
  client: DatasetClient,
  key: string,
  { user, signal }: DeletePointOptions = {},
): Promise<void> {
  const response = await client.send({
    method: 'DELETE',
    path: ['v2', 'annotations', client.dataset, key],
    query: { user_email: user },
    signal,
  });
  await readNull(response);
}

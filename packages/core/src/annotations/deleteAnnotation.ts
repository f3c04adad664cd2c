import type { DatasetClient } from '../client/Client.js';
import { toBodyId } from '../integers/toBodyId.js';
import { readNull } from '../transport/readJson.js';
import { neuronsPath } from '../versions/neuronsPath.js';

/**
 * Removes all that is known of a body at the dataset's current version: every field, with its
 * provenance. Nothing asks again, and the server keeps no note of who did it. To clear some fields,
 * or to be able to undo, plan a write instead.
 *
 * A body without an annotation is no error, so that a repetition does no harm.
 *
 * @throws InputError for what is no body id; nothing is sent.
 * @throws InvalidRequestError when the version is locked.
 * @throws NotFoundError for an unknown dataset.
 * @throws AuthenticationError, PermissionError, ServerError, NetworkError, TimeoutError.
 *
 * @example
 * ```ts
 * await deleteAnnotation(client, 10002);
 * ```
 */
export async function deleteAnnotation(
  client: DatasetClient,
  bodyid: string | number | bigint,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const path = neuronsPath(client, 'id-number', String(toBodyId(bodyid)));
  await readNull(await client.send({ method: 'DELETE', path, signal }));
}

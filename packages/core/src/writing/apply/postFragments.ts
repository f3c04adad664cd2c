import type { DatasetClient } from '../../client/Client.js';
import { readNull } from '../../transport/readJson.js';
import { neuronsPath } from '../../versions/neuronsPath.js';

/**
 * Posts records to be merged, in order. The server writes them one after another and stops at the
 * first that fails: those before it stay written.
 *
 * @throws DecodeError when the answer is a success, and not the `null` that the server gives for one:
 *   something else may have answered.
 */
export async function postFragments(
  client: DatasetClient,
  records: readonly Readonly<Record<string, unknown>>[],
  options: {
    readonly version: string;
    readonly conditional: string | undefined;
    readonly designatedUser: string | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<void> {
  const response = await client.send({
    method: 'POST',
    path: neuronsPath(client),
    query: {
      version: options.version,
      conditional: options.conditional,
      designated_user: options.designatedUser,
    },
    body: records,
    signal: options.signal,
  });
  await readNull(response);
}

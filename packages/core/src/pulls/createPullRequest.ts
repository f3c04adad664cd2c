import type { Client } from '../client/Client.js';
import { isClioError } from '../errors/ClioError.js';
import { NotFoundError, type ResponseError } from '../errors/ResponseError.js';
import { readNull } from '../transport/readJson.js';
import { encodePath } from '../transport/segments.js';

/**
 * Hands a value of the client's user over for review: its present content is copied to where admins
 * see it. A later request for the same scope and key takes its place. There is no way to withdraw one.
 *
 * @throws NotFoundError when the user has no value under this scope and key.
 * @throws InputError for an empty scope or key, or one with a `/`.
 *
 * @example
 * ```ts
 * await createPullRequest(client, 'merges-VNC-v0.9', 'mainToOthers');
 * ```
 */
export async function createPullRequest(
  client: Client,
  scope: string,
  key: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  encodePath([scope, key]);
  const body = { pull: `kv/${scope}/${key}` };
  try {
    const path = ['v2', 'pull-request'];
    await readNull(await client.send({ method: 'POST', path, body, idempotent: true, signal }));
  } catch (error) {
    // The server says 404 in the words of a 400.
    if (isClioError(error, 'invalid-request') && / 404: /.test(detailOf(error))) {
      const facts = error as ResponseError;
      throw new NotFoundError(
        `There is no value ${key} in scope ${scope} to request a pull of. Set it first.`,
        facts,
        { cause: error },
      );
    }
    throw error;
  }
}

function detailOf(error: Error): string {
  return (error as ResponseError).detail ?? '';
}

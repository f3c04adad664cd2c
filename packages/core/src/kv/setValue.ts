import type { Client } from '../client/Client.js';
import type { OpenObject } from '../schemas/openObject.js';
import { readNull } from '../transport/readJson.js';
import { checkValue } from './checkValue.js';

/**
 * Sets a value of the client's user; an earlier one under the same key is replaced. A value is an
 * object; wrap a list or a number in one.
 *
 * @throws InputError for a value that is no object or cannot be stored (a list inside a list, a field
 *   without a name), and for an empty scope or key, or one with a `/`; nothing is sent.
 *
 * @example
 * ```ts
 * await setValue(client, 'settings', 'viewer', { theme: 'dark', bodies: [720575940621039145n] });
 * ```
 */
export async function setValue(
  client: Client,
  scope: string,
  key: string,
  value: OpenObject,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const body = checkValue(value);
  const path = ['v2', 'kv', scope, key];
  await readNull(await client.send({ method: 'POST', path, body, idempotent: true, signal }));
}

import type { Client } from '../client/Client.js';
import { InputError } from '../errors/InputError.js';
import { checkInput } from '../schemas/checkInput.js';
import { checkStorable } from '../schemas/checkStorable.js';
import { type OpenObject, openObject } from '../schemas/openObject.js';
import { readNull } from '../transport/readJson.js';

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
  const body = checkInput(value, openObject, 'The value');
  if ('_timestamp' in body) {
    throw new InputError('The value holds _timestamp, which the server sets. Leave it out.');
  }
  checkStorable(body, 'The value');
  const path = ['v2', 'kv', scope, key];
  await readNull(await client.send({ method: 'POST', path, body, idempotent: true, signal }));
}

import type { Client } from '../client/Client.js';
import { checkInput } from '../schemas/checkInput.js';
import { checkStorable } from '../schemas/checkStorable.js';
import { type OpenObject, openObject } from '../schemas/openObject.js';
import { readNull } from '../transport/readJson.js';

/**
 * Reports from where the client's user works, for the maintainers of the server. One report for each
 * user and day is kept: a second replaces the first. Reports cannot be read back here.
 *
 * @throws InputError for a report that is no object or cannot be stored.
 *
 * @example
 * ```ts
 * await setSiteReport(client, { projectUrl: client.server, user: 'ada@lab.example' });
 * ```
 */
export async function setSiteReport(
  client: Client,
  report: OpenObject,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const body = checkInput(report, openObject, 'The report');
  checkStorable(body, 'The report');
  const path = ['v2', 'site-reports'];
  await readNull(await client.send({ method: 'POST', path, body, idempotent: true, signal }));
}

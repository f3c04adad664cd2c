import { describeToken, serverOrigin, type TokenDescription } from '@clio/auth';
import { toToken } from '@clio/core';
import { configFolder } from '../environment/folders.js';
import type { Environment } from '../environment/readEnvironment.js';
import { fileTokenStore } from './fileTokenStore.js';

/** Options of {@link saveToken}. */
export interface SaveTokenOptions {
  /** Says where the token file is. Default: `process.env`. */
  readonly env?: Environment | undefined;
  /** Folder of the token file, instead. */
  readonly folder?: string | undefined;
  /** Whose token it is, where that is known better than from the token. */
  readonly email?: string | undefined;
  /** Default: the system's clock. */
  readonly now?: (() => Date) | undefined;
}

/** Where a token was saved, and what it says about itself. */
export interface SavedTokenReport extends TokenDescription {
  /** Origin of the server that it will be sent to, and to no other. */
  readonly server: string;
  /** The token file. */
  readonly path: string;
}

/**
 * Saves a token for a server, where {@link defaultAuth} and `clio` find it, in the place of the one
 * before. The token is not checked with the server (`clio auth login --with-token` does that).
 *
 * @example
 * ```ts
 * import { saveToken } from '@clio/node';
 *
 * const { path } = await saveToken('https://clio.example.org', 'a token');
 * ```
 *
 * @throws InputError where the address or the token cannot be one, or the token file cannot be
 *   understood or written.
 */
export async function saveToken(
  server: string,
  token: string,
  options: SaveTokenOptions = {},
): Promise<SavedTokenReport> {
  const { env = process.env, now = () => new Date() } = options;
  const store = fileTokenStore({ folder: options.folder ?? configFolder(env) });
  const origin = serverOrigin(server);
  const clean = toToken(token);
  const description = describeToken(clean);
  const email = options.email ?? description.email;
  const { expiresAt } = description;
  await store.save(origin, { token: clean, email, expiresAt, savedAt: now() });
  return {
    ...description,
    ...(email !== undefined && { email }),
    server: origin,
    path: store.path,
  };
}

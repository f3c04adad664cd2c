import { readEnvironment } from '@clio/node';
import type { Context } from '../../context/Context.js';

export type LogoutOptions = Record<string, never>;

export function toOptions(): LogoutOptions {
  return {};
}

/** Deletes the saved token of the server in force. */
export async function run(context: Context): Promise<undefined> {
  const { origin } = await context.server();
  const store = await context.tokenStore();
  const saved = await store.load(origin);
  await store.clear(origin);
  await context.note(
    saved ? `The token for ${origin} is deleted here.` : `No token was saved for ${origin}.`,
  );
  if (saved)
    await context.note(
      'It stays valid: revoke it where you got it if somebody else may have seen it.',
    );
  if (readEnvironment(context.env).token !== undefined)
    await context.note('Note that CLIO_TOKEN is still set, and is used.');
}

import type { SavedToken } from '@clio/auth';
import { InputError } from '@clio/core';

/** Content of a token file: origin of a server → its token. */
export type TokenFile = Map<string, SavedToken>;

/**
 * Reads the content of a token file: `{"version": 1, "servers": {ORIGIN: {"token", "email",
 * "expiresAt", "savedAt", "obtainedBy"}}}`. It is strict, because what is not understood would be
 * lost at the next write.
 *
 * @throws InputError, which repeats nothing of the content.
 */
export function parseTokens(text: string, path: string): TokenFile {
  const fail = (problem: string): never => {
    throw new InputError(
      `The token file ${path} ${problem}; nothing was changed. Move it away (mv '${path}' '${path}.old') and log in again with \`clio auth login\`.`,
      { place: { source: path } },
    );
  };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return fail('is damaged (it is no JSON document)');
  }
  if (!isObject(content)) return fail('is damaged (it holds no JSON object)');
  if (content.version !== 1) {
    return fail('has a form that this version of Clio does not know');
  }
  if (!isObject(content.servers)) return fail('is damaged (its servers are no object)');
  const tokens: TokenFile = new Map();
  for (const [server, entry] of Object.entries(content.servers)) {
    const token = isObject(entry) ? toSavedToken(entry) : undefined;
    if (!token) return fail(`is damaged (its entry for ${server} is no token)`);
    tokens.set(server, token);
  }
  return tokens;
}

/** Writes the content of a token file. */
export function formatTokens(tokens: TokenFile): string {
  const servers = Object.fromEntries([...tokens].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, servers }, null, 2)}\n`;
}

function toSavedToken(entry: Record<string, unknown>): SavedToken | undefined {
  const { token, email, expiresAt, savedAt, obtainedBy } = entry;
  if (typeof token !== 'string' || token === '') return undefined;
  if (![email, obtainedBy].every((each) => each === undefined || typeof each === 'string')) {
    return undefined;
  }
  const times = [expiresAt, savedAt].map((each) =>
    each === undefined ? undefined : new Date(typeof each === 'string' ? each : Number.NaN),
  );
  if (times.some((each) => each && Number.isNaN(each.getTime()))) return undefined;
  return {
    token,
    email: email as string | undefined,
    expiresAt: times[0],
    savedAt: times[1],
    obtainedBy: obtainedBy as string | undefined,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

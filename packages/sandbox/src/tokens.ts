import type { JsonObject } from './json/value.js';
import { usualTokenLifetime } from './service/legacy/routes.js';
import { signToken } from './service/legacy/webToken.js';
import type { StateParts } from './state/parseState.js';

/** The token of each user, by alias. */
export function tokensOf(parts: StateParts): Record<string, string> {
  return Object.fromEntries(usersOf(parts).map(([alias, user]) => [alias, textIn(user, 'token')]));
}

/** A signed web token for each user, as the legacy deployment made them. */
export async function legacyTokens(
  parts: StateParts,
  now: Date,
  lifetime = usualTokenLifetime,
): Promise<Record<string, string>> {
  const iat = Math.floor(now.getTime() / 1000);
  const tokens: Record<string, string> = {};
  for (const [alias, user] of usersOf(parts)) {
    const email = textIn(user, 'email');
    tokens[alias] = await signToken({ email, iat, exp: iat + lifetime, iss: 'flyem-clio-store' });
  }
  return tokens;
}

function usersOf({ users = new Map() }: StateParts): [string, JsonObject][] {
  return [...users].filter((entry): entry is [string, JsonObject] => entry[1] instanceof Map);
}

function textIn(user: JsonObject, name: string): string {
  const value = user.get(name);
  return typeof value === 'string' ? value : '';
}

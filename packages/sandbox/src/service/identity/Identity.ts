import type { JsonObject, JsonValue } from '../../json/value.js';
import { dictFromJson } from '../python/fromJson.js';
import { type PythonDict, type PythonValue, truthy } from '../python/values.js';
import { newToken } from '../store/randomText.js';

/** What the identity service says of a user of whom nothing else was given. */
const empty = (): PythonDict =>
  new Map<string, PythonValue>([
    ['service_account', false],
    ['name', ''],
    ['admin', false],
    ['picture_url', ''],
    ['groups', []],
    ['permissions_v2', new Map()],
    ['permissions_v2_ignore_tos', new Map()],
    ['missing_tos', []],
    ['datasets_admin', []],
  ]);

/** Fields of a user in the state that the identity service keeps to itself. */
const kept = ['token', 'tokens', 'long_lived_token'];

/**
 * The identity service (DatasetGateway): users, their tokens, groups. A user in the state has one
 * `token`; those made later stand beside it in the list `tokens`, and the one that
 * `long_lived_token` answers under that name.
 */
export class Identity {
  readonly #users: Map<string, JsonObject>;
  readonly #owners = new Map<string, JsonObject>();

  constructor(
    users: JsonValue | undefined,
    readonly groups: JsonValue | undefined,
    readonly random: () => number,
  ) {
    this.#users = new Map();
    if (!(users instanceof Map)) return;
    for (const [alias, user] of users) {
      if (!(user instanceof Map)) continue;
      const own: JsonObject = new Map(user);
      this.#users.set(alias, own);
      for (const token of tokensOf(own)) this.#owners.set(token, own);
    }
  }

  /** Everything, in the form in which it was given. */
  dump(): JsonObject {
    return new Map([...this.#users].map(([alias, user]) => [alias, new Map(user)]));
  }

  get users(): ReadonlyMap<string, JsonObject> {
    return this.#users;
  }

  /** The user whom a token belongs to. */
  owner(token: string): JsonObject | undefined {
    return this.#owners.get(token);
  }

  /** What is known of a user: the answer of `user/cache`. */
  describe(user: JsonObject): PythonDict {
    const answer = empty();
    for (const [name, value] of dictFromJson(user)) {
      if (!kept.includes(String(name))) answer.set(name, value);
    }
    return answer;
  }

  /** A new token, or nothing for a service account: those cannot make any. */
  mint(user: JsonObject): string | undefined {
    if (isServiceAccount(user)) return undefined;
    const token = newToken(this.random);
    const tokens = user.get('tokens');
    user.set('tokens', [...(Array.isArray(tokens) ? tokens : []), token]);
    this.#owners.set(token, user);
    return token;
  }

  /** The token of a user that is made once and then stays. */
  longLived(user: JsonObject): string | undefined {
    const old = user.get('long_lived_token');
    if (typeof old === 'string') return old;
    if (isServiceAccount(user)) return undefined;
    const token = newToken(this.random);
    user.set('long_lived_token', token);
    this.#owners.set(token, user);
    return token;
  }

  /** Forgets a token. */
  revoke(token: string): void {
    const user = this.#owners.get(token);
    this.#owners.delete(token);
    if (!user) return;
    const tokens = user.get('tokens');
    if (Array.isArray(tokens))
      user.set(
        'tokens',
        tokens.filter((other) => other !== token),
      );
    for (const name of ['token', 'long_lived_token']) {
      if (user.get(name) === token) user.delete(name);
    }
  }

  /** The emails in a group, or nothing when there is no such group. */
  members(group: string): string[] | undefined {
    const list = this.groups instanceof Map ? this.groups.get(group) : undefined;
    return Array.isArray(list) ? list.filter((email) => typeof email === 'string') : undefined;
  }

  /** Puts a user in the place of the one of that name. */
  put(alias: string, user: JsonObject): void {
    this.#users.set(alias, user);
  }

  /** Takes a user away, with all tokens. */
  remove(alias: string): void {
    const user = this.#users.get(alias);
    if (user) for (const token of tokensOf(user)) this.#owners.delete(token);
    this.#users.delete(alias);
  }
}

function tokensOf(user: JsonObject): string[] {
  const more = user.get('tokens');
  const tokens = [
    user.get('token'),
    user.get('long_lived_token'),
    ...(Array.isArray(more) ? more : []),
  ];
  return tokens.filter((token) => typeof token === 'string');
}

function isServiceAccount(user: JsonObject): boolean {
  return truthy(dictFromJson(user).get('service_account'));
}

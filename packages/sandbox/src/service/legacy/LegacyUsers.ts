import type { JsonObject, JsonValue } from '../../json/value.js';
import { HttpError, notSignedIn } from '../http/HttpError.js';
import type { Incoming } from '../http/Incoming.js';
import type { Identity } from '../identity/Identity.js';
import { bearer } from '../identity/SignIn.js';
import { texts, toUser } from '../identity/toUser.js';
import type { Roles, User } from '../identity/User.js';
import { dictFromJson } from '../python/fromJson.js';
import { compareText } from '../python/text.js';
import { isDict, isList, type PythonDict, type PythonValue, truthy } from '../python/values.js';
import { readUnsigned, verifySigned } from './webToken.js';

/**
 * Users before DatasetGateway: the server keeps them itself and takes tokens of its own and of
 * Google, both web tokens. A user of the state has the rights that DatasetGateway would give, unless
 * `global_roles` and `datasets` (roles by dataset) say otherwise.
 */
export class LegacyUsers {
  constructor(
    readonly identity: Identity,
    readonly now: () => Date,
  ) {}

  /** @throws HttpError 401; 400 for a disabled user */
  async signIn(incoming: Incoming): Promise<User> {
    const token = bearer(incoming.headers.authorization);
    if (!token) throw notSignedIn();
    const now = this.now().getTime() / 1000;
    const own = await verifySigned(token, now);
    const google = own ? undefined : readUnsigned(token, now);
    const email = own?.email ?? String(google?.email ?? '').toLowerCase();
    if (typeof email !== 'string' || email === '') throw notSignedIn();
    const user = this.find(email) ?? stranger(email);
    if (user.disabled) throw new HttpError(400, 'Inactive user');
    return { ...user, token, claims: google && claimsOf(google) };
  }

  /** The user of an email; who is not known may come in too, and has no roles. */
  find(email: string): User | undefined {
    for (const user of this.identity.users.values()) {
      if (emailOf(user) === email) return toLegacyUser(user, email);
    }
    return undefined;
  }

  /** All users by email, in its order. */
  all(): Map<string, User> {
    const users = [...this.identity.users.values()]
      .map((user) => toLegacyUser(user, emailOf(user)))
      .sort((a, b) => compareText(a.email, b.email));
    return new Map(users.map((user) => [user.email, user]));
  }

  /** Replaces a user by one that has nothing but these roles. */
  put(email: string, globalRoles: JsonValue, datasets: JsonValue): void {
    const alias = this.#alias(email) ?? email;
    const old = this.identity.users.get(alias);
    const user: JsonObject = new Map<string, JsonValue>([
      ['email', old?.get('email') ?? email],
      ['global_roles', globalRoles],
      ['datasets', datasets],
    ]);
    const token = old?.get('token');
    if (token !== undefined) user.set('token', token);
    this.identity.put(alias, user);
  }

  remove(email: string): void {
    const alias = this.#alias(email);
    if (alias !== undefined) this.identity.remove(alias);
  }

  /** Emails of those who are in a group. */
  members(group: string): string[] {
    const users = [...this.all().values()].filter((user) => user.groups.has(group));
    return users.map((user) => user.email);
  }

  #alias(email: string): string | undefined {
    for (const [alias, user] of this.identity.users) if (emailOf(user) === email) return alias;
    return undefined;
  }
}

function emailOf(user: JsonObject): string {
  return String(user.get('email') ?? '').toLowerCase();
}

function stranger(email: string): User {
  return toLegacyUser(new Map(), email);
}

function toLegacyUser(fields: JsonObject, email: string): User {
  const given = dictFromJson(fields);
  const user = toUser(new Map([...defaults, ...given, ['email', email]]), '');
  const [roles, datasets] = [given.get('global_roles'), given.get('datasets')];
  const org = given.get('org');
  const byDataset = isDict(datasets) ? rolesOf(datasets) : user.datasets;
  return {
    ...user,
    name: given.has('name') ? user.name : null,
    org: typeof org === 'string' ? org : null,
    disabled: truthy(given.get('disabled')),
    globalRoles: isList(roles) ? new Set(texts(roles)) : user.globalRoles,
    datasets: byDataset,
    // There were no terms of service to accept.
    datasetsIgnoreTos: byDataset,
  };
}

const defaults: PythonDict = new Map<string, PythonValue>([['missing_tos', []]]);

function rolesOf(datasets: PythonDict): Roles {
  return new Map([...datasets].map(([name, roles]) => [String(name), new Set(texts(roles))]));
}

function claimsOf(claims: Readonly<Record<string, unknown>>): PythonDict {
  const dict: PythonDict = new Map();
  for (const [name, value] of Object.entries(claims)) dict.set(name, plain(value));
  return dict;
}

/** A claim as a Python value; a whole number is an integer. */
function plain(value: unknown): PythonValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return claimsOf(value as Record<string, unknown>);
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

import type { RawResponse } from '../../http/messages.js';
import type { JsonObject } from '../../json/value.js';
import { jsonAnswer } from '../http/answers.js';
import { type Incoming, queryValue } from '../http/Incoming.js';
import type { PythonDict, PythonValue } from '../python/values.js';
import type { Identity } from './Identity.js';
import { bearer } from './SignIn.js';
import { accountPage, authorize, signedIn } from './signInPages.js';

/** What the identity service's own operations work on. */
export interface IdentityCall {
  readonly identity: Identity;
  readonly incoming: Incoming;
}

const prefix = '/api/v1/';
const account = '/web/my-account';
const challenge = { 'www-authenticate': 'Bearer' };

/**
 * The identity service's own HTTP interface, as far as programs use it; it is reached under the same
 * address as the server. Nothing for a path that is not one of its own.
 */
export function answerIdentity(call: IdentityCall): RawResponse | undefined {
  const { method, path } = call.incoming;
  if (method === 'GET' && path.replace(/\/$/, '') === account) return accountPage(call, account);
  if (!path.startsWith(prefix)) return undefined;
  const name = path.slice(prefix.length).replace(/\/$/, '');
  if (name === 'authorize') return authorize(call);
  if (name === 'oauth2callback') return signedIn(call);
  if (name === 'logout') return logout(call);
  const operation = find(method, name);
  if (!operation) return undefined;
  const token = tokenOf(call.incoming);
  if (!token) return refuse('Authentication credentials were not provided.');
  const user = call.identity.owner(token);
  if (!user) return refuse('Invalid or expired token.');
  return operation(call.identity, user);
}

type Operation = (identity: Identity, user: JsonObject) => RawResponse;

const forbidden = () => detail('You do not have permission to perform this action.', 403);

const operations: Readonly<Record<string, Operation>> = {
  'GET user/cache': (identity, user) => jsonAnswer(identity.describe(user)),
  'POST create_token': (identity, user) => answerToken(identity.mint(user), (token) => token),
  'GET long_lived_token': (identity, user) =>
    answerToken(identity.longLived(user), (token) => new Map([['token', token]])),
  'GET whoami': (identity, user) => jsonAnswer(whoami(identity.describe(user))),
};

function find(method: string, name: string): Operation | undefined {
  const group = /^groups\/([^/]+)\/members$/.exec(name)?.[1];
  if (group === undefined) return operations[`${method} ${name}`];
  if (method !== 'GET') return undefined;
  return (identity) => {
    const members = identity.members(group);
    if (members) return jsonAnswer(members);
    return jsonAnswer(new Map([['error', 'Group not found']]), 404);
  };
}

/** The identity service itself looks at the cookie first. */
function tokenOf(incoming: Incoming): string | undefined {
  const header = bearer(incoming.headers.authorization)?.trim();
  return incoming.cookies.get('dsg_token') || header || queryValue(incoming, 'dsg_token');
}

function answerToken(
  token: string | undefined,
  shape: (token: string) => PythonValue,
): RawResponse {
  return token === undefined ? forbidden() : jsonAnswer(shape(token));
}

function whoami(described: PythonDict): PythonDict {
  const names = ['id', 'email', 'name', 'picture_url', 'admin', 'groups', 'datasets_admin'];
  const known = names.filter((name) => described.has(name));
  return new Map([
    ...known.map((name) => [name, described.get(name) ?? null] as [string, PythonValue]),
    ['is_active', true] as [string, PythonValue],
  ]);
}

/** Ends the token of the cookie, and only that. */
function logout({ identity, incoming }: IdentityCall): RawResponse {
  const token = incoming.cookies.get('dsg_token');
  if (token) identity.revoke(token);
  const cookie =
    'dsg_token=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=Lax';
  return jsonAnswer(new Map([['status', 'logged out']]), 200, { 'set-cookie': cookie });
}

function refuse(text: string): RawResponse {
  return detail(text, 401, challenge);
}

function detail(text: string, status: number, headers: Record<string, string> = {}): RawResponse {
  return jsonAnswer(new Map([['detail', text]]), status, headers);
}

import { compareText } from '../json/goText.js';
import { BadRequest, type Call } from './http/Call.js';
import { serveInstance } from './instances/serveInstance.js';
import { nodeActions } from './node/nodeActions.js';
import { repoActions } from './repo/repoActions.js';
import { serverActions } from './server/serverActions.js';
import { matchVersion } from './versions/matchVersion.js';

/**
 * Finds the handler of a request by its path, as the server's routes do: a version's instance, an
 * action of a version, a repo or the server, else nothing.
 */
export function route(call: Call): void {
  const segments = call.path.split('/').slice(1);
  const [api, group, reference, ...rest] = segments;
  if (api === 'api' && reference) {
    const named = rest.filter((segment) => segment !== '').length;
    if (group === 'node') {
      if (rest.length <= 1 && named === rest.length) {
        serveNode(call, reference, rest[0]);
        return;
      }
      if (rest[0] && rest[1]) {
        serveInstance(call, matchVersion(call.server, reference), rest[0], rest[1]);
        return;
      }
    }
    if (group === 'repo' && rest.length <= 2 && named === rest.length) {
      serveRepo(call, reference, rest[0], rest[1]);
      return;
    }
  }
  choose(call, serverActions, call.path);
}

/** Handlers by verb of one path. */
export type Verbs<Arguments extends readonly unknown[]> = Readonly<
  Partial<Record<'get' | 'head' | 'post', (call: Call, ...rest: Arguments) => void>>
>;

function serveNode(call: Call, reference: string, action: string | undefined): void {
  const version = matchVersion(call.server, reference);
  const branches = action === 'branch' || action === 'newversion' || action === 'tag';
  const reads = call.method === 'get' || call.method === 'head';
  if (version.locked && !call.admin && !branches && !reads) {
    throw new BadRequest(`Cannot do ${call.method} on locked node ${version.uuid}`);
  }
  choose(call, nodeActions, action ?? '', version);
}

function serveRepo(
  call: Call,
  reference: string,
  action: string | undefined,
  name: string | undefined,
): void {
  const version = matchVersion(call.server, reference);
  const key =
    name === undefined
      ? (action ?? '')
      : action === 'branch-versions'
        ? 'branch-versions/'
        : undefined;
  choose(call, repoActions, key, version, name ?? '');
}

/** Hands the request to the action's handler for its verb; HEAD goes where GET goes. */
function choose<Arguments extends readonly unknown[]>(
  call: Call,
  actions: Readonly<Record<string, Verbs<Arguments>>>,
  key: string | undefined,
  ...rest: Arguments
): void {
  const verbs = key === undefined || !Object.hasOwn(actions, key) ? undefined : actions[key];
  const { method } = call;
  const handler =
    method === 'get' || method === 'post'
      ? verbs?.[method]
      : method === 'head'
        ? (verbs?.head ?? verbs?.get)
        : undefined;
  if (handler !== undefined) {
    handler(call, ...rest);
    return;
  }
  if (method === 'options') {
    answerOptions(call, verbs);
    return;
  }
  call.reply.error('404 page not found', 404);
}

/** What is not found is allowed by its verbs when OPTIONS asks; GET of a file is always one of them. */
function answerOptions(call: Call, verbs: Verbs<never> | undefined): void {
  const allowed = new Set(['GET', 'HEAD']);
  if (verbs !== undefined && Object.keys(verbs).length > 0) {
    allowed.clear();
    if (verbs.get) for (const verb of ['GET', 'HEAD']) allowed.add(verb);
    if (verbs.head) allowed.add('HEAD');
    if (verbs.post) allowed.add('POST');
  }
  call.reply
    .header('content-type', 'text/plain; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .header('allow', [...[...allowed].sort(compareText), 'OPTIONS'].join(', '))
    .status(200);
}

import { compareText } from '../json/goText.js';
import { BadRequest, type Call } from './http/Call.js';
import { serveInstance } from './instances/serveInstance.js';
import { nodeActions } from './node/nodeActions.js';
import { repoActions } from './repo/repoActions.js';
import { helpType } from './server/help.js';
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
  const help = /^\/api\/help\/([^/]+)$/.exec(call.path)?.[1];
  if (help === undefined) choose(call, serverActions, call.path);
  else choose(call, { help: { get: () => helpType(call, help) } }, 'help');
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
  if (method === 'options' && !pulse.test(call.path)) {
    answerOptions(call, verbs, key !== undefined && mayBeFile(key));
    return;
  }
  call.reply.error('404 page not found', 404);
}

const served = /^\/api\/server\/[^/]+$/;
/** Paths that are answered apart from all others, and know no OPTIONS. */
const pulse = /^\/api\/(?:heartbeat|load|user-latencies)$/;

/** Whether a path is one that the server would look for among its files. */
const mayBeFile = (path: string): boolean => path.startsWith('/') && !served.test(path);

/** Answers OPTIONS for what is there with other verbs. Any path may be that of a file, to be got. */
function answerOptions(call: Call, verbs: Verbs<never> | undefined, isFile: boolean): void {
  const allowed = new Set(isFile || verbs?.get ? ['GET', 'HEAD'] : []);
  if (verbs?.head) allowed.add('HEAD');
  if (verbs?.post) allowed.add('POST');
  if (allowed.size === 0) {
    call.reply.error('404 page not found', 404);
    return;
  }
  call.reply
    .header('content-type', 'text/plain; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .header('allow', [...[...allowed].sort(compareText), 'OPTIONS'].join(', '))
    .status(200);
}

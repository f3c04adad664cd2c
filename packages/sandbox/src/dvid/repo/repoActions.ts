import { goQuote } from '../../json/goQuote.js';
import { quoteJson } from '../../json/goString.js';
import { formatTime } from '../formatTime.js';
import { BadRequest, type Call, Refusal } from '../http/Call.js';
import { addInstance } from '../instances/addInstance.js';
import { type Config, configText, readConfig } from '../instances/Config.js';
import { readLog, readMembers } from '../node/nodeActions.js';
import type { Verbs } from '../route.js';
import type { Version } from '../Server.js';
import { branchAncestry } from '../versions/branchAncestry.js';
import { matchVersion } from '../versions/matchVersion.js';
import { repoInfo } from './repoInfo.js';

/** What can be asked of a repo, by any of its versions. */
export const repoActions: Readonly<Record<string, Verbs<[Version, string]>>> = {
  '': {
    head: (call) => {
      call.reply.header('content-type', 'text/plain').status(200);
    },
  },
  info: { get: (call, { repo }) => call.reply.json(repoInfo(repo)), post: postInfo },
  instance: { post: postInstance },
  'branch-versions/': {
    get: (call, { repo }, name) => {
      const uuids = branchAncestry(repo, name).map(({ uuid }) => `"${uuid}"`);
      call.reply.json(`[${uuids.join(',')}]`);
    },
  },
  log: {
    get: (call, { repo }) =>
      call.reply.json(`{"log":[${repo.log.map((entry) => quoteJson(entry.text)).join(',')}]}`),
    post: postLog,
  },
  merge: { post: postMerge },
  resolve: { post: postResolve },
};

function postLog(call: Call, { repo }: Version): void {
  const entries = readLog(call);
  if (entries === undefined) return;
  const now = call.server.now();
  repo.updated = now;
  repo.log.push(
    ...entries.map((entry) => ({ text: `${formatTime(now)}  ${entry}`, ofInstance: false })),
  );
}

function postInfo(call: Call, { repo }: Version): void {
  const config = prefixed('Error decoding POSTed JSON config for POST repo: ', () =>
    readConfig(call.request.body),
  );
  for (const name of ['alias', 'description'] as const) {
    const value = prefixed(`POST on repo/info endpoint requires valid '${name}': `, () =>
      configText(config, name),
    );
    if (value === undefined) continue;
    repo[name] = value;
    repo.updated = call.server.now();
  }
}

function postInstance(call: Call, version: Version): void {
  if (version.locked && !call.admin) {
    throw new BadRequest(`New data instance cannot be created on locked node ${version.uuid}`);
  }
  const config = prefixed("Error decoding POSTed JSON config for 'new': ", () =>
    readConfig(call.request.body),
  );
  const typename = requiredText(config, 'typename');
  const dataname = requiredText(config, 'dataname');
  addInstance(call.server, version, typename, dataname, config);
  call.reply.json(`{"result": "Added ${dataname} [${typename}] to node ${version.uuid}"}`);
}

function requiredText(config: Config, name: string): string {
  const wrong = `POST on repo endpoint requires specification of valid '${name}'`;
  let value: string | undefined;
  try {
    value = configText(config, name);
  } catch {
    throw new BadRequest(wrong);
  }
  if (value === undefined) throw new BadRequest(wrong);
  return value;
}

/** Puts words before the message of a request that is refused. */
export function prefixed<Value>(words: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadRequest) throw new BadRequest(words + error.message);
    throw error;
  }
}

/** Refuses what the real server refuses, in its words, and then the merge itself. */
function postMerge(call: Call): void {
  const values = readMembers(call, [
    { name: 'mergeType', list: false },
    { name: 'note', list: false },
    { name: 'parents', list: true },
  ]);
  checkParents(call, values.get('parents'));
  if (values.get('mergeType') !== 'conflict-free') {
    throw new BadRequest("'mergeType' must be 'conflict-free' at this time");
  }
  throw notMerged();
}

function postResolve(call: Call, { repo }: Version): void {
  const values = readMembers(call, [
    { name: 'data', list: true },
    { name: 'note', list: false },
    { name: 'parents', list: true },
  ]);
  const names = values.get('data') ?? [];
  if (names.length === 0) {
    throw new BadRequest("Must specify at least one data instance using 'data' field");
  }
  checkParents(call, values.get('parents'));
  if (!repo.instances.has(names[0] ?? '')) throw new BadRequest('invalid data instance name');
  throw notMerged();
}

function checkParents(call: Call, parents: string | readonly string[] = []): void {
  if (typeof parents === 'string' || parents.length < 2) {
    throw new BadRequest("Must specify at least two parent UUIDs using 'parents' field");
  }
  for (const parent of parents) {
    prefixed(`can't match parent ${goQuote(parent)}: `, () => matchVersion(call.server, parent));
  }
}

const notMerged = (): Refusal =>
  new Refusal(
    'versions are not merged here: the real server then hides records that both parents have changed, and leaves the default branch where it was',
  );

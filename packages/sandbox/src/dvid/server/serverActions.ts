import { goQuote } from '../../json/goQuote.js';
import { quoteJson } from '../../json/goString.js';
import { compareText } from '../../json/goText.js';
import { BadRequest, badRequest, type Call, Refusal } from '../http/Call.js';
import { configText, readConfig } from '../instances/Config.js';
import { dataTypes } from '../instances/dataTypes.js';
import { prefixed } from '../repo/repoActions.js';
import { repoInfo } from '../repo/repoInfo.js';
import type { Verbs } from '../route.js';
import { addRepo } from '../versions/addRepo.js';
import { helpPage } from './help.js';
import { serverInfo } from './serverInfo.js';

const text = (call: Call, body: string): void => {
  call.reply.header('content-type', 'text/plain').write(body);
};

/** What can be asked of the server, by path. */
export const serverActions: Readonly<Record<string, Verbs<[]>>> = {
  '/api/heartbeat': { get: (call) => text(call, 'OK') },
  '/api/load': { get: (call) => call.reply.json(load) },
  '/api/user-latencies': { get: (call) => call.reply.json('{}') },
  '/api/help': { get: helpPage },
  '/api/help/': { get: helpPage },
  '/api/server/info': { get: (call) => call.reply.json(serverInfo(call.server)) },
  '/api/server/note': { get: (call) => text(call, '') },
  '/api/server/types': { get: answerTypes },
  '/api/server/compiled-types': {
    get: (call) => call.reply.json(types(dataTypes.keys())),
  },
  '/api/server/config': {
    get: (call) => needsAdmin(call, 'GET /api/server/config', () => text(call, '')),
  },
  '/api/server/settings': {
    post: (call) => needsAdmin(call, 'POST /api/server/settings', () => text(call, '')),
  },
  '/api/server/reload-auth': {
    post: (call) =>
      needsAdmin(call, 'POST /api/server/reload-auth', () =>
        text(call, 'Reloaded authorizations from file "".\n'),
      ),
  },
  '/api/server/reload-blocklist': {
    post: (call) =>
      needsAdmin(call, 'POST /api/server/reload-blocklist', () =>
        text(call, 'Reloaded block list from file "".\n'),
      ),
  },
  '/api/server/token': {
    get: () => {
      throw new Refusal('it makes no tokens');
    },
  },
  '/api/storage': { get: answerStorage },
  '/api/repos/info': { get: answerRepos },
  '/api/repos': { post: postRepo },
};

/** Figures of the last second: the sandbox is never under load. */
const load = `{${[
  'GET requests',
  'PUT requests',
  'active CGo writes',
  'file bytes read',
  'file bytes written',
  'goroutines',
  'handlers active',
  'key bytes read',
  'key bytes written',
  'pending log messages',
  'value bytes read',
  'value bytes written',
]
  .map((name) => `"${name}":0`)
  .join(',')}}`;

function answerStorage(call: Call): void {
  if (!call.admin) {
    throw new BadRequest(
      'Storage summary takes considerable resources and is only available to admin users.',
    );
  }
  call.reply.write('Storage summary requested.  Check log for details.\n');
}

function needsAdmin(call: Call, action: string, answer: () => void): void {
  if (call.admin) {
    answer();
    return;
  }
  badRequest(call, `${action} requires admin privileges (admintoken or DSG admin)`);
}

function types(names: Iterable<string>): string {
  return `{${[...names]
    .sort(compareText)
    .map((name) => `${quoteJson(name)}:${quoteJson(dataTypes.get(name) ?? '')}`)
    .join(',')}}`;
}

/** Answers the types that are in use. */
function answerTypes(call: Call): void {
  const used = new Set<string>();
  for (const repo of call.server.repos) {
    for (const instance of repo.instances.values()) used.add(instance.typename);
  }
  call.reply.json(types(used));
}

function answerRepos(call: Call): void {
  const repos = [...call.server.repos].sort((a, b) => compareText(a.root.uuid, b.root.uuid));
  call.reply.json(
    `{${repos.map((repo) => `${quoteJson(repo.root.uuid)}:${repoInfo(repo)}`).join(',')}}`,
  );
}

function postRepo(call: Call): void {
  if (!call.admin) {
    throw new BadRequest(
      'Creating a repo requires admin privileges (admintoken or DSG admin) on a server that is not read-only',
    );
  }
  const config = prefixed('Error decoding POSTed JSON config for new repo: ', () =>
    readConfig(call.request.body),
  );
  const read = (name: string) =>
    prefixed(`POST on repos endpoint requires valid '${name}': `, () => configText(config, name));
  const [alias, description] = [read('alias'), read('description')];
  read('passcode');
  const root = prefixed("POST on repos endpoint with error on getting 'root': ", () =>
    configText(config, 'root'),
  );
  const repo = addRepo(call.server, { alias: alias ?? '', description: description ?? '', root });
  call.reply.json(`{"root": ${goQuote(repo.root.uuid)}}`);
}

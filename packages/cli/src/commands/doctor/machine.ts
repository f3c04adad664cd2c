import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  configFolder,
  fileTokenStore,
  readConfig,
  readFolderConfig,
  stateFolder,
} from '@clio/node';
import manifest from '../../../package.json' with { type: 'json' };
import type { Context } from '../../context/Context.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { type Check, failed, ok, warning } from './Check.js';

/** What can be checked without a network. */
export function machineChecks(context: Context): Check[] {
  return [
    { name: 'node', run: async () => checkNode(process.versions.node) },
    { name: 'config', run: () => checkConfig(context) },
    { name: 'files', run: () => checkFiles(context) },
    { name: 'proxy', run: async () => checkProxy(context) },
  ];
}

/** Whether this version of Node is one that is supported. */
export function checkNode(version: string) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const good = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return good
    ? ok(`Node ${version}.`)
    : failed(
        `Node ${version} is not supported.`,
        `Install a version that satisfies ${manifest.engines.node}.`,
        ExitCode.failed,
      );
}

async function checkConfig(context: Context) {
  // Each throws for a file that cannot be used, naming it.
  const saved = await readConfig({ env: context.env });
  const folder = await readFolderConfig(context.cwd);
  const { server, dataset } = await context.settings();
  const files = [folder?.path, saved.path].filter((path) => path !== undefined).join(' and ');
  const chosen =
    dataset.value === undefined ? 'no dataset' : `dataset ${dataset.value} (${dataset.where})`;
  return ok(`Server ${server.value} (${server.where}), ${chosen}; files: ${files}.`);
}

async function checkFiles(context: Context) {
  const folder = configFolder(context.env);
  const store = fileTokenStore({ folder });
  const open: string[] = [];
  if (process.platform !== 'win32')
    for (const path of [folder, store.path]) {
      const mode = await stat(path).then(
        (found) => found.mode,
        () => 0,
      );
      if ((mode & 0o077) !== 0) open.push(path);
    }
  // Reading throws for a damaged file, naming it, and closes one that is open to others.
  const servers = await store.servers();
  for (const [variable, place] of [
    ['CLIO_CONFIG_DIR', folder],
    ['CLIO_STATE_DIR', stateFolder(context.env)],
  ] as const)
    if (!(await canKeep(place)))
      return warning(
        `Nothing can be kept in ${place}.`,
        `Check its owner and permissions, or choose another folder with ${variable}.`,
      );
  if (open.length > 0)
    return warning(
      `Other users of this machine could read ${open.join(' and ')}.`,
      `Close it: chmod go= ${open.map((path) => `'${path}'`).join(' ')}`,
    );
  return ok(
    servers.length === 0
      ? `No token is saved in ${store.path}.`
      : `Tokens for ${servers.join(', ')} in ${store.path}, which only you can read.`,
  );
}

/** Whether a folder can be written to, or made. */
async function canKeep(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      const found = await stat(at);
      if (found.isDirectory()) await access(at, constants.W_OK | constants.X_OK);
      return found.isDirectory();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || at === dirname(at)) return false;
    }
  }
}

function checkProxy({ env }: Context) {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'];
  const set = names.filter((name) => env[name]?.trim() || env[name.toLowerCase()]?.trim());
  // The values stay untold: a proxy's address may hold a password.
  return ok(set.length === 0 ? 'No proxy is set.' : `${set.join(', ')} set.`);
}

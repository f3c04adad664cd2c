import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { type Environment, readVariable } from './readEnvironment.js';

/**
 * Folder of the configuration and the token store: `CLIO_CONFIG_DIR`, or else `clio` in
 * `XDG_CONFIG_HOME`, or else `~/.config/clio` (on Windows `%APPDATA%\clio`). Nothing is created.
 *
 * @example
 * ```ts
 * import { configFolder } from '@clio/node';
 *
 * configFolder({ HOME: '/home/ada' }); // '/home/ada/.config/clio'
 * ```
 */
export function configFolder(env: Environment = process.env): string {
  return folder(env, 'CLIO_CONFIG_DIR', 'XDG_CONFIG_HOME', 'APPDATA', '.config');
}

/**
 * Folder of what must last but is no setting, such as the journals of writes: `CLIO_STATE_DIR`, or
 * else `clio` in `XDG_STATE_HOME`, or else `~/.local/state/clio` (on Windows
 * `%LOCALAPPDATA%\clio`). Nothing is created.
 *
 * @example
 * ```ts
 * import { stateFolder } from '@clio/node';
 *
 * stateFolder({ HOME: '/home/ada' }); // '/home/ada/.local/state/clio'
 * ```
 */
export function stateFolder(env: Environment = process.env): string {
  return folder(env, 'CLIO_STATE_DIR', 'XDG_STATE_HOME', 'LOCALAPPDATA', '.local/state');
}

/**
 * Folder of what may be deleted at any time: `CLIO_CACHE_DIR`, or else `clio` in `XDG_CACHE_HOME`,
 * or else `~/.cache/clio` (on Windows `%LOCALAPPDATA%\clio\cache`). Nothing is created.
 *
 * @example
 * ```ts
 * import { cacheFolder } from '@clio/node';
 *
 * cacheFolder({ HOME: '/home/ada', CLIO_CACHE_DIR: '' }); // '/home/ada/.cache/clio'
 * ```
 */
export function cacheFolder(env: Environment = process.env): string {
  const windows = process.platform === 'win32' && readVariable(env, 'LOCALAPPDATA');
  if (windows && !readVariable(env, 'CLIO_CACHE_DIR')) return join(windows, 'clio', 'cache');
  return folder(env, 'CLIO_CACHE_DIR', 'XDG_CACHE_HOME', 'LOCALAPPDATA', '.cache');
}

function folder(env: Environment, own: string, xdg: string, windows: string, home: string): string {
  const chosen = readVariable(env, own);
  if (chosen) return resolve(chosen);
  const base = readVariable(env, xdg);
  // The XDG specification asks to ignore relative paths.
  if (base && isAbsolute(base)) return join(base, 'clio');
  const windowsBase = process.platform === 'win32' && readVariable(env, windows);
  if (windowsBase) return join(windowsBase, 'clio');
  return join(readVariable(env, 'HOME') ?? homedir(), home, 'clio');
}

import { dirname, join, resolve } from 'node:path';
import { InputError } from '@clio/core';
import { configFolder } from '../environment/folders.js';
import type { Environment } from '../environment/readEnvironment.js';
import { isMissing } from '../files/isMissing.js';
import { readSmallFile } from '../files/readSmallFile.js';
import type { Config } from './settings.js';

/** Says where the saved configuration is. */
export interface ConfigOptions {
  /** Default: `process.env`. */
  readonly env?: Environment | undefined;
  /** Folder of `config.json`, instead. Default: {@link configFolder}. */
  readonly folder?: string | undefined;
}

/** A configuration with the file that holds it. */
export interface ConfigFile {
  readonly path: string;
  readonly config: Config;
}

/**
 * The saved configuration, `config.json` in the configuration folder; empty where there is none.
 *
 * @example
 * ```ts
 * import { readConfig } from '@clio/node';
 *
 * const { path, config } = await readConfig();
 * ```
 *
 * @throws InputError where the file cannot be read, is no JSON, or holds an unknown setting or a
 *   wrong value.
 */
export async function readConfig(options: ConfigOptions = {}): Promise<ConfigFile> {
  const path = join(options.folder ?? configFolder(options.env), 'config.json');
  const content = await readIfThere(path);
  if (content === undefined) return { path, config: {} };
  const parseConfig = await parser();
  return { path, config: parseConfig(content, path, 'saved') };
}

/**
 * Changes the saved configuration under a lock, in one step. `change` gets the present one; a
 * setting that is undefined in its result is removed.
 *
 * @example
 * ```ts
 * import { updateConfig } from '@clio/node';
 *
 * await updateConfig((config) => ({ ...config, dataset: 'VNC' }), { folder: './settings' });
 * ```
 *
 * @throws InputError where the file cannot be understood or written; it is then left as it is.
 */
export async function updateConfig(
  change: (config: Config) => Config,
  options: ConfigOptions = {},
): Promise<ConfigFile> {
  const path = join(options.folder ?? configFolder(options.env), 'config.json');
  let config: Config = {};
  const parseConfig = await parser();
  const { updateFile } = await import('../files/updateFile.js');
  await updateFile(path, async () => {
    const content = await readIfThere(path);
    const before = content === undefined ? {} : parseConfig(content, path, 'saved');
    const text = `${JSON.stringify(change(before), null, 2)}\n`;
    config = parseConfig(text, path, 'saved');
    return text;
  });
  return { path, config };
}

/**
 * The configuration of a folder: the nearest `.cliorc.json` in it or above it; undefined where
 * there is none. It may set the server and the dataset, and nothing else.
 *
 * @example
 * ```ts
 * import { readFolderConfig } from '@clio/node';
 *
 * const found = await readFolderConfig(process.cwd());
 * ```
 *
 * @throws InputError where the file cannot be read, is no JSON, or holds an unknown setting or a
 *   wrong value.
 */
export async function readFolderConfig(
  folder: string = process.cwd(),
): Promise<ConfigFile | undefined> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const path = join(at, '.cliorc.json');
    const content = await readIfThere(path);
    if (content !== undefined) {
      const parseConfig = await parser();
      return { path, config: parseConfig(content, path, 'folder') };
    }
    if (at === dirname(at)) return undefined;
  }
}

/**
 * Changes the configuration of a folder, `.cliorc.json` in it, under a lock and in one step; the file
 * is made where there is none. `change` gets the present one; a setting that is undefined in its
 * result is removed, and with the last one the file, so that one above counts again.
 *
 * @example
 * ```ts
 * import { updateFolderConfig } from '@clio/node';
 *
 * await updateFolderConfig((config) => ({ ...config, dataset: 'VNC' }), './project');
 * ```
 *
 * @param folder Default: the working directory.
 * @throws InputError where the file cannot be understood or written, or a setting is none that a
 *   folder may have; it is then left as it is.
 */
export async function updateFolderConfig(
  change: (config: Config) => Config,
  folder: string = process.cwd(),
): Promise<ConfigFile> {
  const path = join(resolve(folder), '.cliorc.json');
  let config: Config = {};
  const parseConfig = await parser();
  const { updateFile } = await import('../files/updateFile.js');
  const { readJson } = await import('../json/readJson.js');
  await updateFile(
    path,
    async () => {
      const content = await readIfThere(path);
      const before = content === undefined ? {} : parseConfig(content, path, 'folder');
      const { $schema } = (content === undefined ? {} : readJson(content, path)) as {
        $schema?: unknown;
      };
      const text = `${JSON.stringify({ $schema, ...change(before) }, null, 2)}\n`;
      config = parseConfig(text, path, 'folder');
      if (Object.keys(config).length > 0) return text;
      return content === undefined ? undefined : null;
    },
    { shared: true },
  );
  return { path, config };
}

/** Loaded where there is something to parse: a command that finds no file starts the faster. */
const parser = async () => (await import('./parseConfig.js')).parseConfig;

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readSmallFile(path))?.text.replace(/^\ufeff/, '');
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`${path} cannot be read: ${reason}. Check its owner and permissions.`, {
      cause,
      place: { source: path },
    });
  }
}

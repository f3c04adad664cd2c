import { defaultServer } from '@clio/core';
import { type Environment, readVariable } from '../environment/readEnvironment.js';
import { type ConfigOptions, readConfig, readFolderConfig } from './config.js';
import {
  type Config,
  parseSetting,
  type SettingName,
  settingNames,
  settingRules,
} from './settings.js';

/** Which of the places a setting came from. */
export type SettingOrigin = 'flag' | 'environment' | 'folder' | 'saved' | 'default';

/** A setting in force, and where it comes from. */
export interface Setting<Value> {
  /** Undefined where nothing sets it and there is no default. */
  readonly value: Value | undefined;
  readonly origin: SettingOrigin;
  /**
   * The same in words: `flag --dataset`, `environment variable CLIO_DATASET`, the path of a file,
   * `default`.
   */
  readonly where: string;
}

/** All settings in force. */
export type Settings = {
  readonly [Name in SettingName]: Setting<NonNullable<Config[Name]>>;
};

/** Options of {@link resolveSettings}. */
export interface SettingsOptions extends ConfigOptions {
  /** What was said on the command line; undefined ones were not. */
  readonly flags?: { readonly [Name in SettingName]?: unknown } | undefined;
  /** Folder from which `.cliorc.json` is looked for, upwards. Default: the working directory. */
  readonly cwd?: string | undefined;
}

/**
 * Which settings are in force, each with its origin. What is said first counts:
 *
 * 1. a flag (`--server`, `--dataset`)
 * 2. an environment variable that is not empty (`CLIO_SERVER`, `CLIO_DATASET`, `CLIO_PAGER`)
 * 3. the nearest `.cliorc.json` in the working directory or above it
 * 4. the saved configuration (`config.json` in the configuration folder)
 * 5. the default
 *
 * @example
 * ```ts
 * import { resolveSettings } from '@clio/node';
 *
 * const { server, dataset } = await resolveSettings({ flags: { dataset: 'VNC' } });
 * console.log(dataset.value, dataset.where); // VNC flag --dataset
 * ```
 *
 * @throws InputError for a wrong value, naming where it was given.
 */
export async function resolveSettings(options: SettingsOptions = {}): Promise<Settings> {
  const { flags = {}, env = process.env } = options;
  const folder = await readFolderConfig(options.cwd);
  const saved = await readConfig({ env, folder: options.folder });
  const resolve = (name: SettingName): Setting<unknown> => {
    const flag = flags[name];
    if (flag !== undefined) {
      const where = `flag --${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      return { value: parseSetting(name, flag, where), origin: 'flag', where };
    }
    const variable = settingRules[name].variable;
    const given = variable && readVariable(env as Environment, variable);
    if (given) {
      const where = `environment variable ${variable}`;
      return { value: parseSetting(name, given, where), origin: 'environment', where };
    }
    if (folder?.config[name] !== undefined) {
      return { value: folder.config[name], origin: 'folder', where: folder.path };
    }
    if (saved.config[name] !== undefined) {
      return { value: saved.config[name], origin: 'saved', where: saved.path };
    }
    return { value: defaults[name], origin: 'default', where: 'default' };
  };
  return Object.fromEntries(settingNames.map((name) => [name, resolve(name)])) as Settings;
}

const defaults: Config = { server: defaultServer, color: 'auto', updateNotice: true };

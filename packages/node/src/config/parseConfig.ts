import { InputError } from '@clio/core';
import { readJson } from '../json/readJson.js';
import {
  type Config,
  parseSetting,
  type SettingName,
  settingNames,
  settingRules,
} from './settings.js';

/**
 * Reads the text of a configuration file. It is strict: a name that nobody knows is most likely a
 * slip of the pen, and a setting that is silently ignored costs hours.
 *
 * @throws InputError naming the file and the setting.
 */
export function parseConfig(content: string, path: string, kind: 'saved' | 'folder'): Config {
  try {
    return parse(content, path, kind);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const sentence = error.message.replace(/\.?$/, '.');
    throw new InputError(`${sentence} Correct the file, or move it away.`, {
      cause: error,
      ...(error.place && { place: error.place }),
    });
  }
}

function parse(content: string, path: string, kind: 'saved' | 'folder'): Config {
  const value = readJson(content, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`${path} must hold a JSON object, such as {"dataset": "VNC"}.`, {
      place: { source: path },
    });
  }
  const allowed = settingNames.filter((name) => kind === 'saved' || settingRules[name].folder);
  const config: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(value)) {
    if (name === '$schema') continue;
    if (name === 'aliases' && kind === 'saved') config[name] = parseAliases(each, path);
    else if (allowed.includes(name as SettingName)) {
      config[name] = parseSetting(name as SettingName, each, path);
    } else {
      const known = [...allowed, ...(kind === 'saved' ? ['aliases'] : [])].join(', ');
      throw new InputError(
        `${path}: there is no setting ${JSON.stringify(name)} here. It may hold: ${known}.`,
        {
          place: { source: path, column: name },
        },
      );
    }
  }
  return config;
}

function parseAliases(value: unknown, path: string): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
  if (!entries || Array.isArray(value) || entries.some(([, each]) => typeof each !== 'string')) {
    throw new InputError(
      `${path}: aliases must be an object of texts, such as {"mine": "annotation list --all"}.`,
      { place: { source: path, column: 'aliases' } },
    );
  }
  return Object.fromEntries(entries);
}

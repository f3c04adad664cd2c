import { parseSetting } from '@clio/node';
import type { Context } from '../../context/Context.js';
import type { CommandInput } from '../CommandInput.js';
import { changeConfig } from './changeConfig.js';
import { type SettingName, toSettingName } from './settingName.js';
import { tellUnknownDataset } from './tellUnknownDataset.js';
import { tellWhatGoesBefore } from './tellWhatGoesBefore.js';

export interface SetOptions {
  readonly name: SettingName;
  readonly value: string;
  /** For the current folder and those below it only. */
  readonly local: boolean;
}

export function toOptions(input: CommandInput): SetOptions {
  const name = toSettingName(input.word(0, 'the setting'));
  return { name, value: input.word(1, 'the value'), local: input.has('local') };
}

/** Saves a setting. */
export async function run(context: Context, options: SetOptions): Promise<undefined> {
  const { name, value, local } = options;
  const parsed = parseSetting(name, value);
  const path = await changeConfig(context, { name, value: parsed, local });
  await context.note(`Saved in ${path}.`);
  await tellWhatGoesBefore(context, name, path);
  if (name === 'dataset') await tellUnknownDataset(context, String(parsed));
}

import { parseSetting, updateConfig } from '@clio/node';
import type { Context } from '../../context/Context.js';
import type { CommandInput } from '../CommandInput.js';
import { type SettingName, toSettingName } from './settingName.js';
import { tellWhatGoesBefore } from './tellWhatGoesBefore.js';

export interface SetOptions {
  readonly name: SettingName;
  readonly value: string;
}

export function toOptions(input: CommandInput): SetOptions {
  const name = toSettingName(input.word(0, 'the setting'));
  return { name, value: input.word(1, 'the value') };
}

/** Saves a setting. */
export async function run(context: Context, { name, value }: SetOptions): Promise<undefined> {
  const parsed = parseSetting(name, value);
  const { path } = await updateConfig((config) => ({ ...config, [name]: parsed }), {
    env: context.env,
  });
  await context.note(`Saved in ${path}.`);
  await tellWhatGoesBefore(context, name);
}

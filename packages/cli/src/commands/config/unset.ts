import type { Context } from '../../context/Context.js';
import type { CommandInput } from '../CommandInput.js';
import { changeConfig } from './changeConfig.js';
import { type SettingName, toSettingName } from './settingName.js';
import { tellWhatGoesBefore } from './tellWhatGoesBefore.js';

export interface UnsetOptions {
  readonly name: SettingName;
  /** In the current folder only. */
  readonly local: boolean;
}

export function toOptions(input: CommandInput): UnsetOptions {
  return { name: toSettingName(input.word(0, 'the setting')), local: input.has('local') };
}

/** Takes a saved setting away. */
export async function run(context: Context, { name, local }: UnsetOptions): Promise<undefined> {
  const path = await changeConfig(context, { name, value: undefined, local });
  await context.note(`${name} is not set in ${path} any more.`);
  await tellWhatGoesBefore(context, name, path);
}

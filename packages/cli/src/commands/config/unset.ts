import { updateConfig } from '@clio/node';
import type { Context } from '../../context/Context.js';
import type { CommandInput } from '../CommandInput.js';
import { type SettingName, toSettingName } from './settingName.js';
import { tellWhatGoesBefore } from './tellWhatGoesBefore.js';

export interface UnsetOptions {
  readonly name: SettingName;
}

export function toOptions(input: CommandInput): UnsetOptions {
  return { name: toSettingName(input.word(0, 'the setting')) };
}

/** Takes a saved setting away. */
export async function run(context: Context, { name }: UnsetOptions): Promise<undefined> {
  const { path } = await updateConfig((config) => ({ ...config, [name]: undefined }), {
    env: context.env,
  });
  await context.note(`${name} is not set in ${path} any more.`);
  await tellWhatGoesBefore(context, name);
}

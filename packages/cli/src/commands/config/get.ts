import type { Context } from '../../context/Context.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { writeData } from '../../output/harmless.js';
import type { CommandInput } from '../CommandInput.js';
import { type SettingName, toSettingName } from './settingName.js';

export interface GetOptions {
  readonly name: SettingName;
}

export function toOptions(input: CommandInput): GetOptions {
  return { name: toSettingName(input.word(0, 'the setting')) };
}

/** Prints the setting in force; exits with 1 when nothing sets it. */
export async function run(context: Context, { name }: GetOptions): Promise<ExitCode> {
  const { value } = (await context.settings())[name];
  if (value === undefined) {
    await context.warn(`${name} is not set.`);
    return ExitCode.failed;
  }
  await writeData(context.streams.stdout, `${value}\n`);
  return ExitCode.done;
}

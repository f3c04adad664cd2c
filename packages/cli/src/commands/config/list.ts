import { settingNames } from '@clio/node';
import type { Context } from '../../context/Context.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';

export interface ListOptions {
  readonly showOrigin: boolean;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ListOptions {
  return { showOrigin: input.has('show-origin'), output: toOutputOptions(input) };
}

/** Lists the settings in force, those without a value left out. */
export async function run(
  context: Context,
  { showOrigin, output }: ListOptions,
): Promise<undefined> {
  const settings = await context.settings();
  const rows = settingNames
    .map((name) => ({ name, value: settings[name].value, origin: settings[name].where }))
    .filter(({ value }) => value !== undefined);
  await writeRecords(context, output, {
    noun: ['setting', 'settings'],
    columns: [
      { field: 'name', header: 'SETTING', id: true },
      { field: 'value' },
      ...(showOrigin ? [{ field: 'origin' }] : []),
    ],
    batches: [showOrigin ? rows : rows.map(({ name, value }) => ({ name, value }))],
  });
}

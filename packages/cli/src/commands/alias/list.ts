import { readConfig } from '@clio/node';
import type { Context } from '../../context/Context.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';

export interface ListOptions {
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ListOptions {
  return { output: toOutputOptions(input) };
}

/** Lists the aliases, in the order of the alphabet. */
export async function run(context: Context, { output }: ListOptions): Promise<undefined> {
  const { config } = await readConfig({ env: context.env });
  const aliases = Object.entries(config.aliases ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeRecords(context, output, {
    noun: ['alias', 'aliases'],
    columns: [{ field: 'name', id: true }, { field: 'command' }],
    batches: [aliases.map(([name, command]) => ({ name, command }))],
  });
}

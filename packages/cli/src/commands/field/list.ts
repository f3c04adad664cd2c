import { fetchFields } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';

export interface ListOptions {
  /** Also the fields in which the server keeps who set a value, and when. */
  readonly stamps: boolean;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ListOptions {
  return { stamps: input.has('stamps'), output: toOutputOptions(input) };
}

/** Lists the names of the fields, in the order of the alphabet. */
export async function run(context: Context, { stamps, output }: ListOptions): Promise<undefined> {
  const client = await context.datasetClient();
  const names = await fetchFields(client, {
    show: stamps ? 'all' : undefined,
    signal: context.signal,
  });
  await writeRecords(context, output, {
    noun: ['field', 'fields'],
    columns: [{ field: 'name', id: true }],
    batches: [names.map((name) => ({ name }))],
  });
}

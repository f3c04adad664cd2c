import { fetchVersions } from '@clio/core';
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

/** Lists the versions that have a tag. */
export async function run(context: Context, { output }: ListOptions): Promise<undefined> {
  const client = await context.datasetClient();
  const versions = await fetchVersions(client, { signal: context.signal });
  await writeRecords(context, output, {
    noun: ['version', 'versions'],
    columns: [
      { field: 'tag', id: true },
      { field: 'uuid', id: true },
      { field: 'head', show: (value) => (value === true ? '✓' : '') },
    ],
    batches: [versions.map((version) => ({ ...version }))],
  });
}

import { fetchDatasets } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';
import { datasetColumns, otherDatasetFields, toRow } from './columns.js';

export interface ListOptions {
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ListOptions {
  return { output: toOutputOptions(input) };
}

/** Lists the datasets that the token can see. */
export async function run(context: Context, { output }: ListOptions): Promise<undefined> {
  const datasets = await fetchDatasets(await context.client(), { signal: context.signal });
  await writeRecords(context, output, {
    noun: ['dataset', 'datasets'],
    columns: datasetColumns,
    otherFields: otherDatasetFields,
    batches: [datasets.map(toRow)],
  });
}

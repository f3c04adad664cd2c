import { fetchDataset, withDataset } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeFacts } from '../../output/writeFacts.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';
import { datasetColumns, toRow } from './columns.js';

export interface ViewOptions {
  /** The dataset named; undefined for the one in force. */
  readonly id?: string | undefined;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ViewOptions {
  return { id: input.words[0], output: toOutputOptions(input) };
}

/** Shows the document of one dataset. */
export async function run(context: Context, { id, output }: ViewOptions): Promise<undefined> {
  const client =
    id === undefined ? await context.datasetClient() : withDataset(await context.client(), id);
  const dataset = toRow(await fetchDataset(client, { signal: context.signal }));
  if (output.format === undefined && context.streams.stdout.isTTY)
    return writeFacts(context, dataset);
  await writeRecords(context, output, {
    noun: ['dataset', 'datasets'],
    columns: datasetColumns,
    batches: [[dataset]],
  });
}

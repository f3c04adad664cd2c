import { fetchDataset, neuroglancerLink, withDataset } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { asksForPage, openPage } from '../../context/openPage.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeFacts } from '../../output/writeFacts.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';
import { datasetColumns, otherDatasetFields, toRow } from './columns.js';

export interface ViewOptions {
  /** The dataset named; undefined for the one in force. */
  readonly id?: string | undefined;
  /** Show its page in place of its document. */
  readonly web: boolean;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ViewOptions {
  return { id: input.words[0], web: asksForPage(input), output: toOutputOptions(input) };
}

/** Shows the document of one dataset. */
export async function run(context: Context, { id, web, output }: ViewOptions): Promise<undefined> {
  const client =
    id === undefined ? await context.datasetClient() : withDataset(await context.client(), id);
  const { signal } = context;
  const dataset = await fetchDataset(client, { signal });
  if (web) {
    await openPage(context, neuroglancerLink(dataset));
    return;
  }
  const row = toRow(dataset);
  if (!output.explicit && context.streams.stdout.isTTY) return writeFacts(context, row);
  await writeRecords(context, output, {
    noun: ['dataset', 'datasets'],
    columns: datasetColumns,
    otherFields: otherDatasetFields,
    batches: [[row]],
  });
}

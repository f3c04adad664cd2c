import { fetchSearches } from '@clio/core/searches';
import type { Context } from '../../context/Context.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { shownTime } from '../../output/shownTime.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';

export interface SavedOptions {
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): SavedOptions {
  return { output: toOutputOptions(input) };
}

/** Lists the user's saved searches in the dataset. */
export async function run(context: Context, { output }: SavedOptions): Promise<undefined> {
  const searches = await fetchSearches(await context.datasetClient(), { signal: context.signal });
  await writeRecords(context, output, {
    noun: ['saved search', 'saved searches'],
    columns: [
      { field: 'location', id: true },
      { field: 'timestamp', whole: true, show: shownTime },
      { field: 'note' },
    ],
    otherFields: ['dataset', 'email'],
    batches: [searches.map((search) => ({ ...search }))],
  });
}

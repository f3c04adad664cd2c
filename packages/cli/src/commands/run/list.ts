import { type Outcome, outcomes, type RunSummary } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { shownText } from '../../output/cell.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import type { Column } from '../../output/table.js';
import { writeRecords } from '../../output/writeRecords.js';
import { openJournal } from '../../writing/openJournal.js';
import type { CommandInput } from '../CommandInput.js';

export interface ListOptions {
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ListOptions {
  return { output: toOutputOptions(input) };
}

const columns: readonly Column[] = [
  { field: 'id', id: true },
  { field: 'state', whole: true },
  { field: 'dataset', whole: true },
  { field: 'counts', header: 'BODIES', whole: true },
  {
    field: 'started',
    header: 'STARTED (UTC)',
    whole: true,
    // To the minute, so that it fits in whole.
    show: (value) => shownText(value).slice(0, 16).replace('T', ' '),
  },
  { field: 'kind', whole: true },
  { field: 'source' },
  { field: 'undoes', whole: true },
  { field: 'user' },
  { field: 'tag', whole: true },
  { field: 'uuid', whole: true },
  { field: 'server' },
];

/** `120 written, 3 refused`. */
export function countsInWords(counts: RunSummary['counts']): string {
  const parts = outcomes.filter((outcome: Outcome) => counts[outcome] > 0);
  return parts.map((outcome) => `${counts[outcome].toLocaleString('en')} ${outcome}`).join(', ');
}

/** Lists the runs on record, newest first. */
export async function run(context: Context, { output }: ListOptions): Promise<undefined> {
  const runs = await openJournal(context).list();
  const data = output.format === 'json' || output.format === 'ndjson';
  await writeRecords(context, output, {
    noun: ['run', 'runs'],
    columns,
    // For people, who read the numbers in words; a program asks for JSON.
    batches: [
      runs.map((run) => (data ? { ...run } : { ...run, counts: countsInWords(run.counts) })),
    ],
  });
}

import { type DatasetClient, fetchFields } from '@clio/core';
import { fetchFieldCounts } from '@clio/core/dvid';
import type { Context } from '../../context/Context.js';
import { datasetDvid } from '../../context/datasetDvid.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';

export interface ListOptions {
  /** Also the fields in which the server keeps who set a value, and when. */
  readonly stamps: boolean;
  /** Also how many annotations have each, where DVID can be reached. */
  readonly counts: boolean;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ListOptions {
  return {
    stamps: input.has('stamps'),
    counts: !input.off('counts'),
    output: toOutputOptions(input),
  };
}

/** Lists the names of the fields, in the order of the alphabet, and how many annotations have each. */
export async function run(
  context: Context,
  { stamps, counts: counted, output }: ListOptions,
): Promise<undefined> {
  const client = await context.datasetClient();
  const [names, counts] = await Promise.all([
    fetchFields(client, { show: stamps ? 'all' : undefined, signal: context.signal }),
    counted ? fetchCounts(context, client) : undefined,
  ]);
  if (counted && counts === undefined)
    await context.note('How many annotations have each field is not known: DVID does not answer.');
  await writeRecords(context, output, {
    noun: ['field', 'fields'],
    // The same columns whether or not DVID has answered: a script counts on them.
    columns: [{ field: 'name', id: true }, ...(counted ? [{ field: 'count' }] : [])],
    batches: [names.map((name) => ({ name, count: counts ? (counts[name] ?? 0) : null }))],
  });
}

/** How long DVID may take, in milliseconds: it cannot be reached from everywhere. */
const patience = 4000;

/** The counts, or undefined where DVID does not tell them in time. */
async function fetchCounts(
  context: Context,
  dataset: DatasetClient,
): Promise<Record<string, number> | undefined> {
  const { signal } = context;
  try {
    const { client, version } = await datasetDvid(context, dataset, {
      timeout: patience,
      retry: 0,
    });
    return await fetchFieldCounts(client, version, { signal });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

import { fetchAtlasPoints, fetchOwnAtlasPoints } from '@clio/core/atlas';
import type { Context } from '../../context/Context.js';
import { UsageError } from '../../errors/CliError.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';

export interface ListOptions {
  /** Which: those of the dataset that the user may see, the user's own in it, or those of all datasets. */
  readonly which: 'dataset' | 'own' | 'all';
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ListOptions {
  const own = input.has('own');
  const all = input.has('all');
  if (own && all)
    throw new UsageError('--own and --all exclude each other', { next: 'Leave one of them out.' });
  return { which: own ? 'own' : all ? 'all' : 'dataset', output: toOutputOptions(input) };
}

/** Lists points of the atlas. */
export async function run(context: Context, options: ListOptions): Promise<undefined> {
  const points = await fetchPoints(context, options.which);
  await writeRecords(context, options.output, {
    noun: ['atlas point', 'atlas points'],
    columns: [
      { field: 'dataset' },
      { field: 'location', id: true },
      { field: 'title' },
      { field: 'verified', show: (value) => (value === true ? '✓' : '') },
      { field: 'user' },
      { field: 'description' },
    ],
    otherFields: ['id', 'locationkey', 'timestamp'],
    batches: [points.map((point) => ({ ...point }))],
  });
}

async function fetchPoints(context: Context, which: ListOptions['which']) {
  const { signal } = context;
  if (which === 'all') return fetchAtlasPoints(await context.client(), { signal });
  const client = await context.datasetClient();
  if (which === 'own') return fetchOwnAtlasPoints(client, { signal });
  return (await fetchAtlasPoints(client, { signal })).filter(
    ({ dataset }) => dataset === client.dataset,
  );
}

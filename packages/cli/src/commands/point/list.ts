import { fetchPoints } from '@clio/core/points';
import type { Context } from '../../context/Context.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';

export interface ListOptions {
  /** Email of the owner; the user when undefined. */
  readonly user: string | undefined;
  readonly groups: readonly string[] | undefined;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ListOptions {
  return {
    user: input.text('user'),
    groups: input.names('group'),
    output: toOutputOptions(input),
  };
}

/** Lists point annotations. */
export async function run(
  context: Context,
  { user, groups, output }: ListOptions,
): Promise<undefined> {
  const client = await context.datasetClient();
  const points = await fetchPoints(client, { user, groups, signal: context.signal });
  await writeRecords(context, output, {
    noun: ['point', 'points'],
    columns: [
      { field: 'key', id: true },
      { field: 'kind', whole: true },
      { field: 'pos' },
      { field: 'title' },
      { field: 'tags' },
      { field: 'user' },
      { field: 'description' },
    ],
    otherFields: ['prop'],
    batches: [points.map((point) => ({ ...point }))],
  });
}

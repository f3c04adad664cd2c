import { resolveVersion } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';

export interface ResolveOptions {
  /** A tag, or a uuid or the beginning of one. */
  readonly version: string;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ResolveOptions {
  return { version: input.word(0, 'the version'), output: toOutputOptions(input) };
}

/** Prints the tag and the uuid of a version. */
export async function run(
  context: Context,
  { version, output }: ResolveOptions,
): Promise<undefined> {
  const client = await context.datasetClient();
  const { tag, uuid } = await resolveVersion(client, version, { signal: context.signal });
  await writeRecords(context, output, {
    noun: ['version', 'versions'],
    columns: [
      { field: 'tag', id: true },
      { field: 'uuid', id: true },
    ],
    batches: [[{ tag: tag ?? null, uuid }]],
  });
}

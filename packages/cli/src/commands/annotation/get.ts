import { fetchAnnotationsById, fetchDataset, neuroglancerLink } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { asksForPage, openPage } from '../../context/openPage.js';
import { UsageError } from '../../errors/CliError.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { jsonTookWord, type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';
import { firstFields } from './firstFields.js';
import { type IdSource, readIds } from './readIds.js';
import { type ReadOptions, toReadOptions } from './readOptions.js';

export interface GetOptions {
  readonly ids: IdSource;
  /** Ids that have no annotation are no failure. */
  readonly allowMissing: boolean;
  /** Show the bodies in neuroglancer in place of their annotations. */
  readonly web: boolean;
  readonly read: ReadOptions;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): GetOptions {
  const file = input.text('ids');
  if (input.words.length === 0 && file === undefined)
    throw new UsageError('no body id is given', {
      next:
        jsonTookWord(input, '"clio annotation get ID --json"') ??
        'Write "clio annotation get ID", or --ids FILE.',
    });
  return {
    ids: { words: input.words, file },
    allowMissing: input.has('allow-missing'),
    web: asksForPage(input),
    read: toReadOptions(input),
    output: toOutputOptions(input),
  };
}

/** Prints the annotations that there are, and names the ids that have none. */
export async function run(context: Context, options: GetOptions): Promise<ExitCode> {
  const ids = await readIds(context, options.ids);
  const client = await context.datasetClient();
  const { signal } = context;
  if (options.web) {
    const dataset = await fetchDataset(client, { signal });
    await openPage(context, neuroglancerLink(dataset, { bodyids: ids }));
    return ExitCode.done;
  }
  const { annotations, missing } = await fetchAnnotationsById(client, ids, {
    ...options.read,
    signal,
  });
  await writeRecords(context, options.output, {
    noun: ['annotation', 'annotations'],
    idField: 'bodyid',
    firstFields,
    batches: [annotations],
  });
  if (missing.length === 0) return ExitCode.done;
  await context.warn(
    `No annotation: ${missing.join(', ')} (${missing.length} of ${ids.length} ${ids.length === 1 ? 'id' : 'ids'})`,
  );
  return options.allowMissing ? ExitCode.done : ExitCode.failed;
}

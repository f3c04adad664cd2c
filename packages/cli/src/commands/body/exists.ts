import { bodiesExist } from '@clio/core/dvid';
import type { Context } from '../../context/Context.js';
import { datasetDvid } from '../../context/datasetDvid.js';
import { UsageError } from '../../errors/CliError.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { jsonTookWord, type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { createProgress } from '../../output/progress.js';
import { writeRecords } from '../../output/writeRecords.js';
import { type IdSource, readIds } from '../annotation/readIds.js';
import type { CommandInput } from '../CommandInput.js';

export interface ExistsOptions {
  readonly ids: IdSource;
  /** Bodies that do not exist are no failure. */
  readonly allowMissing: boolean;
  /** Tag or uuid; the head when undefined. */
  readonly version: string | undefined;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ExistsOptions {
  const file = input.text('ids');
  if (input.words.length === 0 && file === undefined)
    throw new UsageError('no body id is given', {
      next:
        jsonTookWord(input, '"clio body exists ID --json"') ??
        'Write "clio body exists ID", or --ids FILE.',
    });
  return {
    ids: { words: input.words, file },
    allowMissing: input.has('allow-missing'),
    version: input.text('version'),
    output: toOutputOptions(input),
  };
}

/** Says of each body whether it exists, and names those that do not. */
export async function run(context: Context, options: ExistsOptions): Promise<ExitCode> {
  const ids = await readIds(context, options.ids);
  const { client, version } = await datasetDvid(context, await context.datasetClient(), {
    version: options.version,
  });
  const progress = createProgress(context);
  let exists: Awaited<ReturnType<typeof bodiesExist>>;
  try {
    exists = await bodiesExist(client, version, ids, {
      bodySizes: await context.bodySizes(),
      onProgress: (done, total) => void progress.update(() => `${done} of ${total} bodies`),
      signal: context.signal,
    });
  } finally {
    await progress.done();
  }
  await writeRecords(context, options.output, {
    noun: ['body', 'bodies'],
    columns: [
      { field: 'bodyid', id: true },
      { field: 'exists', show: (value) => (value === true ? 'yes' : 'no') },
    ],
    batches: [[...exists].map(([bodyid, there]) => ({ bodyid, exists: there }))],
  });
  const missing = ids.filter((id) => exists.get(id) !== true);
  if (missing.length === 0) return ExitCode.done;
  await context.warn(
    `No such body: ${missing.join(', ')} (${missing.length} of ${ids.length} ${ids.length === 1 ? 'id' : 'ids'})`,
  );
  return options.allowMissing ? ExitCode.done : ExitCode.failed;
}

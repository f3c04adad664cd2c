import { type DeleteOptions as PlanDeleteOptions, planDeletes } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { UsageError } from '../../errors/CliError.js';
import type { ExitCode } from '../../errors/ExitCode.js';
import { carryOut } from '../../writing/carryOut.js';
import { planWith } from '../../writing/planWith.js';
import { toRunOptions, type WriteRunOptions } from '../../writing/toWriteOptions.js';
import type { CommandInput } from '../CommandInput.js';
import { type IdSource, readIds } from './readIds.js';

export interface DeleteOptions {
  readonly ids: IdSource;
  readonly guards: Pick<PlanDeleteOptions, 'maxOverwrites' | 'ignoreRole' | 'version'>;
  readonly run: WriteRunOptions;
}

export function toOptions(input: CommandInput): DeleteOptions {
  const file = input.text('ids');
  if (input.words.length === 0 && file === undefined)
    throw new UsageError('no body id is given', {
      next: 'Write "clio annotation delete ID", or --ids FILE.',
    });
  return {
    ids: { words: input.words, file },
    guards: {
      maxOverwrites: input.integer('max-overwrites'),
      ignoreRole: input.has('ignore-role'),
      version: input.text('version'),
    },
    run: toRunOptions(input),
  };
}

/** Takes whole records away. */
export async function run(context: Context, options: DeleteOptions): Promise<ExitCode> {
  const ids = await readIds(context, options.ids);
  if (ids.length === 0) throw new UsageError('no body id is given: the list of ids is empty');
  const client = await context.datasetClient();
  const plan = await planWith(context, ({ dvid, signal, now }) =>
    planDeletes(client, ids, { ...options.guards, dvid, signal, now }),
  );
  return carryOut(context, plan, { ...options.run, client });
}

import { pruneRuns } from '@clio/node';
import type { Context } from '../../context/Context.js';
import { confirm } from '../../context/confirm.js';
import { UsageError } from '../../errors/CliError.js';
import { openJournal } from '../../writing/openJournal.js';
import { counted } from '../../writing/showValue.js';
import type { CommandInput } from '../CommandInput.js';

export interface PruneOptions {
  readonly before: Date;
  readonly interrupted: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

export function toOptions(input: CommandInput): PruneOptions {
  const text = input.text('before');
  if (text === undefined)
    throw new UsageError('--before is missing: which runs are old?', {
      next: 'Write --before 2026-01-31.',
    });
  const before = new Date(text);
  const exact = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text);
  if (!exact || Number.isNaN(before.getTime()) || !before.toISOString().startsWith(day(text)))
    throw new UsageError(`--before takes a day such as 2026-01-31, not "${text}"`);
  return {
    before,
    interrupted: input.has('interrupted'),
    yes: input.has('yes'),
    dryRun: input.has('dry-run'),
  };
}

/** A day alone must be one of the calendar; of a moment the offset may move it. */
function day(text: string): string {
  return text.length === 10 ? text : '';
}

/** Takes the records of old runs away. */
export async function run(context: Context, options: PruneOptions): Promise<undefined> {
  const journals = openJournal(context);
  const { before, interrupted } = options;
  const old = (await journals.list()).filter(
    ({ state, started }) =>
      new Date(started) < before &&
      (state === 'finished' || (interrupted && state === 'interrupted')),
  );
  const { stdout } = context.streams;
  if (old.length === 0) return stdout.write('nothing to prune\n').then(() => undefined);
  if (options.dryRun) {
    for (const { id } of old) await stdout.write(`${id}\n`);
    return;
  }
  await confirm(context, {
    question: `Take the records of ${counted(old.length, 'run')} away? They cannot be undone any more.`,
    yes: options.yes,
  });
  const gone = await pruneRuns(journals, { before, interrupted });
  await stdout.write(`${counted(gone.length, 'record')} taken away\n`);
}

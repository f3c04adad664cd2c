import { type BodyId, planUndo, type RunSummary, toBodyId } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { carryOut } from '../../writing/carryOut.js';
import { clientOfRun, type PlaceFlags, toPlaceFlags } from '../../writing/clientOfRun.js';
import { openJournal } from '../../writing/openJournal.js';
import { planWith } from '../../writing/planWith.js';
import { readRun } from '../../writing/readRun.js';
import { toLimits, toRunOptions, type WriteRunOptions } from '../../writing/toWriteOptions.js';
import type { CommandInput } from '../CommandInput.js';

export interface UndoOptions {
  readonly id: string | undefined;
  readonly fields: readonly string[] | undefined;
  readonly bodies: readonly BodyId[] | undefined;
  readonly limits: ReturnType<typeof toLimits>;
  readonly ignoreRole: boolean;
  readonly place: PlaceFlags;
  readonly run: WriteRunOptions;
}

export function toOptions(input: CommandInput): UndoOptions {
  return {
    id: input.words[0],
    fields: input.names('field'),
    bodies: input.names('body')?.map((text) => toBodyId(text)),
    limits: toLimits(input),
    ignoreRole: input.has('ignore-role'),
    place: toPlaceFlags(input),
    run: toRunOptions(input),
  };
}

/** Takes back what a run has changed. */
export async function run(context: Context, options: UndoOptions): Promise<ExitCode> {
  const journals = openJournal(context);
  const chosen = options.id ?? (await journals.list()).find(isUndoable)?.id;
  if (chosen === undefined) {
    const { stdout, stderr } = context.streams;
    await (options.run.json ? stderr : stdout).write('nothing to undo\n');
    return ExitCode.done;
  }
  const record = await readRun(journals, chosen);
  const client = await clientOfRun(context, record, options.place);
  const plan = await planWith(context, ({ dvid, signal, now }) =>
    planUndo(client, record, {
      ...options.limits,
      fields: options.fields,
      bodies: options.bodies,
      ignoreRole: options.ignoreRole,
      dvid,
      signal,
      now,
    }),
  );
  if (plan.user !== record.user)
    await context.note(`Run ${chosen} was ${record.user}'s, and you are ${plan.user}.`);
  return carryOut(context, plan, { ...options.run, client });
}

/** A run that may have written something, and is no undo. */
function isUndoable({ kind, counts }: RunSummary): boolean {
  return kind !== 'undo' && counts.written + counts.unknown > 0;
}

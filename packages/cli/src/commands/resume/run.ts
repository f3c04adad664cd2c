import { type Plan, type RunRecord, resumeRun } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { confirm } from '../../context/confirm.js';
import { CliError } from '../../errors/CliError.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { report } from '../../writing/carryOut.js';
import { clientOfRun, type PlaceFlags, toPlaceFlags } from '../../writing/clientOfRun.js';
import { openJournal } from '../../writing/openJournal.js';
import { printPlan } from '../../writing/printPlan.js';
import { readRun } from '../../writing/readRun.js';
import { counted } from '../../writing/showValue.js';
import { toRunOptions, type WriteRunOptions } from '../../writing/toWriteOptions.js';
import { planExitCode } from '../../writing/writeExitCode.js';
import type { CommandInput } from '../CommandInput.js';

export interface ResumeOptions {
  readonly id: string | undefined;
  readonly place: PlaceFlags;
  readonly run: WriteRunOptions;
}

export function toOptions(input: CommandInput): ResumeOptions {
  return { id: input.words[0], place: toPlaceFlags(input), run: toRunOptions(input) };
}

/** Goes on with a run that was broken off. */
export async function run(context: Context, { id, place, run }: ResumeOptions): Promise<ExitCode> {
  const journals = openJournal(context);
  const chosen = id ?? (await journals.list()).find(({ state }) => state === 'interrupted')?.id;
  if (chosen === undefined) return nothing(context, run, 'nothing to resume');
  const record = await readRun(journals, chosen);
  if (record.state === 'finished')
    return nothing(context, run, `nothing to resume: run ${chosen} is finished`);
  if (record.state === 'running')
    throw new CliError(ExitCode.validation, `run ${chosen} is going on in another process`, {
      next: 'Wait for its end, or stop it there first.',
    });
  const client = await clientOfRun(context, record, place);
  const rest = restOf(record);
  if (run.dryRun) {
    await printPlan(context, rest, run);
    return planExitCode(record.plan);
  }
  const done = record.plan.bodies.length - rest.bodies.length;
  await context.note(
    `Run ${chosen}, ${record.started}, in ${record.dataset}, as ${record.user}: ${done.toLocaleString('en')} of ${counted(record.plan.bodies.length, 'body', 'bodies')} done.`,
  );
  for (const repair of record.repairs) await context.note(repair);
  await confirm(context, {
    question: `Go on with the other ${counted(rest.bodies.length, 'body', 'bodies')}?`,
    yes: run.yes,
  });
  return report(context, run, async (settings) => {
    const ended = await resumeRun(client, journals, { ...settings, run: chosen });
    if (ended === undefined)
      throw new CliError(ExitCode.done, 'nothing to resume: another process has finished the run');
    return ended;
  });
}

async function nothing(
  context: Context,
  { json }: WriteRunOptions,
  message: string,
): Promise<ExitCode> {
  const { stdout, stderr } = context.streams;
  await (json ? stderr : stdout).write(`${message}\n`);
  return ExitCode.done;
}

/** The part of a run's plan that is still to be done. */
function restOf({ plan, outcomes }: RunRecord): Plan {
  const open = new Set(['unknown', 'unsent', undefined]);
  const bodies = plan.bodies.filter(({ bodyid }) => open.has(outcomes.get(bodyid)?.outcome));
  return { ...plan, same: {}, bodies };
}

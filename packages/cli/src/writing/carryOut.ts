import {
  applyPlan,
  type DatasetClient,
  guardPlan,
  isClioError,
  type Plan,
  stringifyJson,
  toPlanSummary,
  type WriteIncompleteError,
  type WriteReport,
} from '@clio/core';
import type { Context } from '../context/Context.js';
import { OutputClosedError } from '../errors/CliError.js';
import { ExitCode } from '../errors/ExitCode.js';
import { causesOf } from '../errors/report.js';
import { harmless, writeData } from '../output/harmless.js';
import { createProgress } from '../output/progress.js';
import { confirmWrite } from './confirmWrite.js';
import { openJournal } from './openJournal.js';
import { planLines } from './planLines.js';
import { printPlan } from './printPlan.js';
import { problemLines } from './problemLines.js';
import { progressLine } from './progressLine.js';
import { relaxations } from './relaxations.js';
import { showReport } from './showReport.js';
import { counted } from './showValue.js';
import type { WriteRunOptions } from './toWriteOptions.js';
import { planExitCode, reportExitCode } from './writeExitCode.js';

/** What a write needs beside its plan. */
export interface CarryOutOptions extends WriteRunOptions {
  /** Who carries it out, and where. */
  readonly client: DatasetClient;
}

/**
 * From a plan to the exit code: refuses it, shows it (`--dry-run`), or shows it, asks, carries it out with
 * a journal, and reports.
 */
export async function carryOut(
  context: Context,
  plan: Plan,
  options: CarryOutOptions,
): Promise<ExitCode> {
  const refused = guardPlan(plan).filter(({ refuses }) => refuses);
  if (options.dryRun) {
    await printPlan(context, plan, options);
    if (refused.length > 0) await tellProblems(context, plan);
    return planExitCode(plan);
  }
  if (refused.length > 0) {
    await tellProblems(context, plan);
    return ExitCode.validation;
  }
  const nothing = !hasWork(plan);
  const asks = !nothing && !options.yes && context.canAsk;
  await tellPlan(context, plan, options, asks);
  if (nothing) return endIdle(context, plan, options);
  await confirmWrite(context, plan, options.yes);
  return report(context, options, (settings) =>
    applyPlan(options.client, plan, { ...settings, journal: openJournal(context) }),
  );
}

/** Whether a plan has anything to send. */
export function hasWork(plan: Plan): boolean {
  return plan.bodies.some(({ action, record, changes, bare }) =>
    action === 'delete'
      ? record !== undefined
      : bare || changes.some(({ verdict }) => ['add', 'overwrite', 'clear'].includes(verdict)),
  );
}

/** The plan as conversation, on standard error; `--quiet` leaves it out unless a question follows. */
async function tellPlan(
  context: Context,
  plan: Plan,
  { allChanges }: CarryOutOptions,
  asks: boolean,
): Promise<void> {
  if (context.global.quiet && !asks) return;
  const lines = await planLines(context, plan, 'stderr', allChanges);
  await context.streams.stderr.write(`${lines.join('\n')}\n\n`);
}

/** Every objection, one a line, however many there are. */
async function tellProblems(context: Context, plan: Plan): Promise<void> {
  const paint = context.paint.stderr;
  const lines = problemLines(plan, (problems) => `nothing was written, because of ${problems}`);
  await context.streams.stderr.write(`${paint('red', 'clio:')} ${harmless(lines.join('\n'))}\n`);
  for (const line of relaxations(plan)) await context.warn(`  ${line}`);
}

/** Nothing has to be sent: no run is begun. */
async function endIdle(
  context: Context,
  plan: Plan,
  { json, client }: CarryOutOptions,
): Promise<ExitCode> {
  const code = planExitCode(plan);
  if (json) {
    const idle = await applyPlan(client, plan, { signal: context.signal });
    await writeData(context.streams.stdout, `${stringifyJson(idle)}\n`);
    return code;
  }
  const { counts } = toPlanSummary(plan);
  const alone = counts.protected + counts.conflict;
  const why = [
    ...(counts.same > 0 ? [`${counted(counts.same, 'value')} as wanted already`] : []),
    ...(counts.protected > 0 ? [`${counted(counts.protected, 'protected value')} left alone`] : []),
    ...(counts.conflict > 0
      ? [`${counted(counts.conflict, 'value')} changed by others since`]
      : []),
  ];
  await context.streams.stdout.write(
    `Nothing to write${why.length > 0 ? `: ${why.join(', ')}` : ''}.\n`,
  );
  if (counts.protected > 0) await context.note('--overwrite FIELD replaces protected values.');
  return alone > 0 ? ExitCode.conflicts : code;
}

/** What applying and resuming are given alike. */
type RunSettings = Pick<
  NonNullable<Parameters<typeof applyPlan>[2]>,
  'onProgress' | 'signal' | 'dvid' | 'now' | 'wait'
>;

/**
 * Carries a run out with progress, prints its report, and gives the exit code. An interrupt is told after
 * the report.
 */
export async function report(
  context: Context,
  { json }: Pick<WriteRunOptions, 'json'>,
  start: (settings: RunSettings) => Promise<WriteReport>,
): Promise<ExitCode> {
  const progress = createProgress(context);
  const stopping = () => {
    shown = shown.then(async () => {
      await progress.done();
      await context.note(
        'Stopping: requests on their way get 10 s to end. Once more ends at once; "clio resume" goes on either way.',
      );
    });
  };
  let shown = Promise.resolve();
  let ended: WriteReport;
  let cause: unknown;
  context.signal.addEventListener('abort', stopping, { once: true });
  try {
    ended = await start({
      signal: context.signal,
      dvid: await context.fetch(),
      now: context.now,
      wait: context.wait,
      onProgress: (state) => {
        if (!context.signal.aborted)
          shown = progress.update(() => progressLine(state)).catch(() => {});
      },
    });
  } catch (error) {
    if (!isClioError(error, 'write-incomplete')) throw error;
    ended = (error as WriteIncompleteError).report;
    cause = error.cause;
    if (context.global.debug) for (const line of causesOf(error)) await context.warn(line);
  } finally {
    context.signal.removeEventListener('abort', stopping);
    await shown.catch(() => {});
    await progress.done().catch(() => {});
  }
  const { stdout } = context.streams;
  const text = json ? stringifyJson(ended) : showReport(ended, context.paint.stdout).join('\n');
  try {
    await (json ? writeData(stdout, `${text}\n`) : stdout.write(`${text}\n`));
  } catch (error) {
    // Nobody reads the report: what was done still decides the exit code.
    if (!(error instanceof OutputClosedError)) throw error;
  }
  context.signal.throwIfAborted();
  return reportExitCode(ended, cause);
}

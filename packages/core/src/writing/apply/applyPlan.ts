import type { DatasetClient } from '../../client/Client.js';
import { InputError } from '../../errors/InputError.js';
import { WriteIncompleteError } from '../../errors/WriteError.js';
import type { BodyId } from '../../integers/BodyId.js';
import type { ApplyOptions, ApplyProgress } from '../ApplyOptions.js';
import { versionName } from '../facts/gatherFacts.js';
import { refused, requireAllowed } from '../guard/guardPlan.js';
import type { Journal, JournalOutcome, RunRecord } from '../Journal.js';
import type { Plan, PlannedBody } from '../Plan.js';
import type { WriteReport } from '../WriteReport.js';
import { checkTarget } from './checkTarget.js';
import { classifyFailure, words } from './classifyFailure.js';
import { finalCheck } from './finalCheck.js';
import { leftByPlan, sendable } from './judgeBody.js';
import { createProgress } from './progress.js';
import { type RunContext, waitWithTimer } from './RunContext.js';
import { createRunState, finalOutcomes, outcomeOf, type RunState, toReport } from './RunState.js';
import { requireUnchanged } from './requireUnchanged.js';
import { runDeletes } from './runDeletes.js';
import { settleInterrupted } from './settleInterrupted.js';
import { runWrites } from './writes/runWrites.js';

/** How long requests on their way may take after the run was cancelled, in milliseconds. */
const grace = 10_000;

/**
 * Carries out a plan: in chunks pinned to the planned version, each compared with the plan before it is
 * sent and read back after. What somebody else has changed since the plan is left alone and reported.
 *
 * No value is replaced that the plan did not show, nothing is lost silently, and every body has its
 * outcome in the report. But the server merges without a lock, so two writers at the same moment can
 * still undo each other, and then a report says so. The README of the folder `writing` has the whole.
 *
 * @returns the report, when every body was written, was the same already, or was left alone.
 * @throws WriteRefusedError when the guards say no, also to what has changed since a plan with `allOrNothing`:
 *   nothing was sent.
 * @throws InputError when the plan is for another server or dataset, or for a version that is no longer
 *   the head.
 * @throws WriteIncompleteError when bodies failed, are unknown or were not sent; its report names each, and
 *   its `cause` what stopped the run. With a journal, {@link resumeRun} goes on from there.
 *
 * @example
 * ```ts
 * const plan = await planAnnotations(client, records);
 * const report = await applyPlan(client, plan, {
 *   journal: memoryJournal(),
 *   onProgress: ({ done, total }) => console.log(`${done} of ${total}`),
 * });
 * console.log(report.counts.written, 'written', report.counts.conflict, 'in conflict');
 * ```
 */
export async function applyPlan(
  client: DatasetClient,
  plan: Plan,
  options: ApplyOptions = {},
): Promise<WriteReport> {
  requireSamePlace(client, plan);
  requireAllowed(plan);
  requireWhole(options);
  const user = await checkTarget(client, plan, options);
  await requireUnchanged(client, plan, options);
  options.signal?.throwIfAborted();
  const journal = await options.journal?.begin(plan);
  return carryOut(client, plan, { journal, user, options });
}

/**
 * The rest of a run, from the guards on: used by apply and resume alike.
 *
 * @param run - what an earlier part of the run left on record.
 */
export async function carryOut(
  client: DatasetClient,
  plan: Plan,
  {
    journal,
    user,
    options,
    run,
  }: {
    readonly journal: Journal | undefined;
    readonly user: string;
    readonly options: ApplyOptions;
    readonly run?: RunRecord | undefined;
  },
): Promise<WriteReport> {
  const { chunkSize = 50, lanes = 10, attempts = 5, signal, wait = waitWithTimer } = options;
  const earlier = [...(run?.outcomes.values() ?? [])].filter(({ outcome }) =>
    finalOutcomes.has(outcome),
  );
  const ended = new Set(earlier.map(({ bodyid }) => bodyid));
  const maybeSent = new Set([...(run?.sent ?? [])].filter((bodyid) => !ended.has(bodyid)));
  const progress = createProgress(plan, options, () => state);
  const state: RunState = createRunState(plan, journal, earlier, options, () => progress.settled());
  const cancelled = cutOffAfter(signal);
  const context: RunContext = {
    client,
    state,
    chunkSize,
    lanes,
    attempts,
    signal,
    cutOff: cancelled.signal,
    wait,
    maybeSent,
    user,
    window: { longest: 0 },
    onLanes: progress.lanes,
  };
  try {
    if (run) await mark(state, { type: 'resumed', at: state.now().toISOString() });
    const pending = plan.bodies.filter(({ bodyid }) => !ended.has(bodyid));
    const { idle, writes, deletes } = sort(pending, maybeSent);
    await state.settle(idle);
    if (!state.stopped && maybeSent.size > 0) await settleInterrupted(context, writes);
    if (!state.stopped) await runWrites(context, writes);
    if (!state.stopped) await runDeletes(context, deletes, options.dvid);
    progress.verifying();
    await finalCheck(context, plan.bodies, progress.checked);
    return await end(state, maybeSent);
  } finally {
    cancelled.clear();
    // What was done is in the report, and must not be lost over a record that cannot be closed.
    await journal?.close().catch(() => {});
  }
}

/** Bodies with nothing to send are settled at once; the others by what is to be done. */
function sort(
  bodies: readonly PlannedBody[],
  maybeSent: ReadonlySet<BodyId>,
): { idle: JournalOutcome[]; writes: PlannedBody[]; deletes: PlannedBody[] } {
  const idle: JournalOutcome[] = [];
  const writes: PlannedBody[] = [];
  const deletes: PlannedBody[] = [];
  for (const body of bodies) {
    if (body.action === 'delete') {
      if (body.record !== undefined || maybeSent.has(body.bodyid)) deletes.push(body);
      else idle.push(idleOutcome(body, 'it has no record'));
    } else if (body.bare || sendable(body).length > 0) writes.push(body);
    else idle.push(idleOutcome(body));
  }
  return { idle, writes, deletes };
}

function idleOutcome(body: PlannedBody, reason?: string): JournalOutcome {
  const left = leftByPlan(body);
  const conflict = left.some(({ verdict }) => verdict === 'conflict');
  const outcome = left.length === 0 ? 'same' : conflict ? 'conflict' : 'refused';
  return outcomeOf(body.bodyid, outcome, { left, ...(reason === undefined ? {} : { reason }) });
}

/** Closes the record of the run, and gives or throws its report. */
async function end(state: RunState, maybeSent: ReadonlySet<BodyId>): Promise<WriteReport> {
  const { plan, stopped } = state;
  const open = plan.bodies.filter(({ bodyid }) => {
    const known = state.outcomes.get(bodyid);
    return known === undefined || !finalOutcomes.has(known.outcome);
  });
  const at = state.now().toISOString();
  const locked = stopped && classifyFailure(stopped.error).locked;
  if (locked && ![...state.outcomes.values()].some(({ wrote }) => wrote !== undefined)) {
    // Nothing was written, and nothing can be: the whole run is refused, and ended.
    const reason = `version ${versionName(plan.target)} is locked; plan again for an open version`;
    await state.settle(open.map(({ bodyid }) => outcomeOf(bodyid, 'refused', { reason })));
    await mark(state, { type: 'finished', at, reason });
    throw refused([{ rule: 'locked', refuses: true, reason }]);
  }
  if (open.length === 0 && !stopped) await mark(state, { type: 'finished', at });
  else if (open.length === 0) await mark(state, { type: 'finished', at, reason: stopped?.reason });
  else await mark(state, { type: 'stopped', at, reason: stopped?.reason });
  // The last mark may have failed as well: what it says is in the outcomes already.
  const report = toReport(state, maybeSent);
  const { failed, unknown, unsent } = report.counts;
  if (failed + unknown + unsent === 0 && state.stopped === undefined) return report;
  if (failed + unknown + unsent === 0 && open.length === 0) return report;
  throw incomplete(report, state);
}

function incomplete(report: WriteReport, { stopped }: RunState): WriteIncompleteError {
  const { written, failed, unknown, unsent } = report.counts;
  const parts = [
    `${written} of ${report.bodies.length} bodies ${report.kind === 'delete' ? 'deleted' : 'written'}`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
    ...(unsent > 0 ? [`${unsent} not sent`] : []),
  ];
  const first = report.bodies.find(({ outcome }) => outcome === 'failed');
  const why =
    stopped?.reason ?? (first === undefined ? '' : `body ${first.bodyid}: ${first.reason ?? ''}`);
  const next =
    unknown + unsent > 0
      ? report.run === undefined
        ? ' Plan and apply again for the rest.'
        : ` Resume run ${report.run} for the rest.`
      : '';
  return new WriteIncompleteError(
    `${parts.join(', ')}${why === '' ? '' : `: ${why.replace(/\.$/, '')}`}.${next}`,
    { report, cause: stopped?.error },
  );
}

async function mark(state: RunState, entry: Parameters<Journal['append']>[0]): Promise<void> {
  try {
    await state.journal?.append(entry);
  } catch (error) {
    state.stop(error, `the journal cannot be written: ${words(error)}`);
  }
}

/** @throws InputError when a plan is for another place than the client. */
export function requireSamePlace(client: DatasetClient, plan: Plan): void {
  if (plan.server !== client.server) {
    throw new InputError(
      `The plan is for the server ${plan.server}, and this is ${client.server}. Name that server, or plan again for this one.`,
    );
  }
  if (plan.dataset !== client.dataset) {
    throw new InputError(
      `The plan is for dataset ${plan.dataset}, and this is ${client.dataset}. Name that dataset, or plan again for this one.`,
    );
  }
}

/** @throws InputError for numbers that are none. Before a run is on record, which would never go on. */
export function requireWhole({
  chunkSize,
  lanes,
  attempts,
}: Pick<ApplyOptions, 'chunkSize' | 'lanes' | 'attempts'>): void {
  for (const [name, value] of Object.entries({ chunkSize, lanes, attempts })) {
    if (value === undefined || (Number.isInteger(value) && value >= 1)) continue;
    throw new InputError(`${value} is not possible for ${name}; give a whole number from 1.`);
  }
}

/** A signal that ends some time after another: what is on its way may still arrive. */
function cutOffAfter(signal: AbortSignal | undefined): { signal: AbortSignal; clear(): void } {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = () => {
    timer = setTimeout(() => controller.abort(signal?.reason), grace);
  };
  if (signal?.aborted) start();
  else signal?.addEventListener('abort', start, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', start);
    },
  };
}

export type { ApplyOptions, ApplyProgress };

import type { BodyId } from '../../integers/BodyId.js';
import type { ApplyOptions } from '../ApplyOptions.js';
import type { Journal, JournalOutcome } from '../Journal.js';
import type { Plan } from '../Plan.js';
import {
  type BodyOutcome,
  type LeftField,
  type Outcome,
  outcomes,
  type WriteReport,
} from '../WriteReport.js';

/** What an ended run means for another attempt. */
export const finalOutcomes: ReadonlySet<Outcome> = new Set([
  'written',
  'same',
  'conflict',
  'refused',
  'failed',
]);

/**
 * One run while it goes on: the outcome of each body, what was counted, and whether it was told to
 * stop. All steps share one; only {@link settle} records an outcome, in the journal first.
 */
export interface RunState {
  readonly plan: Plan;
  readonly journal: Journal | undefined;
  readonly requests: { writes: number; reads: number };
  /** Set once: why nothing more may be sent. */
  readonly stopped: { readonly error: unknown; readonly reason: string } | undefined;
  /** Bodies with an outcome. */
  readonly outcomes: ReadonlyMap<BodyId, JournalOutcome>;
  readonly now: () => Date;
  /** Ends the run: nothing more is sent. The first reason stays. */
  stop(error: unknown, reason: string): void;
  /** Records that these bodies may change from here on. Throws when it cannot be recorded. */
  sending(bodyids: readonly BodyId[]): Promise<void>;
  /** Records outcomes. A journal that fails stops the run; the outcomes still count in the report. */
  settle(results: readonly JournalOutcome[]): Promise<void>;
}

/** A run at its beginning. */
export function createRunState(
  plan: Plan,
  journal: Journal | undefined,
  earlier: Iterable<JournalOutcome>,
  { now = () => new Date() }: Pick<ApplyOptions, 'now'>,
  onSettled: () => void,
): RunState {
  const known = new Map<BodyId, JournalOutcome>();
  for (const outcome of earlier) known.set(outcome.bodyid, outcome);
  let stopped: RunState['stopped'];
  const requests = { writes: 0, reads: 0 };
  const stop = (error: unknown, reason: string) => {
    stopped ??= { error, reason };
  };
  return {
    plan,
    journal,
    requests,
    get stopped() {
      return stopped;
    },
    outcomes: known,
    now,
    stop,
    async sending(bodyids) {
      await journal?.append({ type: 'sending', at: now().toISOString(), bodies: bodyids });
    },
    async settle(results) {
      if (results.length === 0) return;
      for (const result of results) known.set(result.bodyid, result);
      try {
        await journal?.append({ type: 'outcome', at: now().toISOString(), bodies: results });
      } catch (error) {
        stop(
          error,
          `the journal cannot be written: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      onSettled();
    },
  };
}

/**
 * The report of a run as it stands. A body without an outcome was not sent, unless an earlier, broken-off
 * part of the run may have.
 */
export function toReport(state: RunState, maybeSent: ReadonlySet<BodyId> = new Set()): WriteReport {
  const { plan, journal, requests, stopped } = state;
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<
    Outcome,
    number
  >;
  const left = { protected: 0, conflict: 0 };
  const bodies: BodyOutcome[] = plan.bodies.map(({ bodyid, row }) => {
    const known = state.outcomes.get(bodyid);
    const outcome = known?.outcome ?? (maybeSent.has(bodyid) ? 'unknown' : 'unsent');
    counts[outcome]++;
    for (const { verdict } of known?.left ?? []) left[verdict]++;
    return {
      bodyid,
      outcome,
      ...(known?.reason === undefined ? {} : { reason: known.reason }),
      ...(known?.left === undefined || known.left.length === 0 ? {} : { left: known.left }),
      ...(row === undefined ? {} : { row }),
    };
  });
  return {
    ...(journal === undefined ? {} : { run: journal.run }),
    kind: plan.kind,
    server: plan.server,
    dataset: plan.dataset,
    uuid: plan.target.uuid,
    ...(plan.target.tag === undefined ? {} : { tag: plan.target.tag }),
    counts,
    left,
    bodies,
    requests: { ...requests },
    ...(stopped === undefined ? {} : { stopped: stopped.reason }),
  };
}

/** An outcome with the fields that were left alone, if any. */
export function outcomeOf(
  bodyid: BodyId,
  outcome: Outcome,
  more: { reason?: string; left?: readonly LeftField[]; wrote?: JournalOutcome['wrote'] } = {},
): JournalOutcome {
  const { reason, left, wrote } = more;
  return {
    bodyid,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(left === undefined || left.length === 0 ? {} : { left }),
    ...(wrote === undefined ? {} : { wrote }),
  };
}

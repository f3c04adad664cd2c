import type { BodyId } from '../../integers/BodyId.js';
import { finalOutcomes } from '../apply/RunState.js';
import type { JournalEntry, JournalOutcome, MarkEntry, RunRecord, RunSummary } from '../Journal.js';
import type { Plan } from '../Plan.js';
import { type Outcome, outcomes } from '../WriteReport.js';

/**
 * What the entries of a journal come to. For those who keep journals: {@link JournalStore.read} gives this.
 *
 * @param held - whether a living process holds the run.
 * @param repairs - what was repaired on reading, in words.
 *
 * @example
 * ```ts
 * const record = toRunRecord('run-1', plan, entries, { held: false });
 * console.log(record.state, record.counts.written);
 * ```
 */
export function toRunRecord(
  id: string,
  plan: Plan,
  entries: Iterable<JournalEntry>,
  { held, repairs = [] }: { readonly held: boolean; readonly repairs?: readonly string[] },
): RunRecord {
  const found = new Map<BodyId, JournalOutcome>();
  const sent = new Set<BodyId>();
  const marks: MarkEntry[] = [];
  for (const entry of entries) {
    if (entry.type === 'sending') {
      for (const bodyid of entry.bodies) sent.add(bodyid);
    } else if (entry.type === 'outcome') {
      for (const outcome of entry.bodies) found.set(outcome.bodyid, outcome);
    } else marks.push(entry);
  }
  // What is known not to have been sent is no longer in doubt.
  for (const { bodyid, outcome } of found.values()) if (outcome === 'unsent') sent.delete(bodyid);

  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<
    Outcome,
    number
  >;
  let open = false;
  for (const { bodyid } of plan.bodies) {
    const outcome = found.get(bodyid)?.outcome ?? (sent.has(bodyid) ? 'unknown' : 'unsent');
    counts[outcome]++;
    open ||= !finalOutcomes.has(outcome);
  }
  const finished = marks.at(-1)?.type === 'finished' || !open;
  return {
    ...toSummaryFacts(id, plan),
    state: held ? 'running' : finished ? 'finished' : 'interrupted',
    counts,
    plan,
    outcomes: found,
    sent,
    marks,
    repairs,
  };
}

/** The part of a summary that the plan tells. */
function toSummaryFacts(id: string, plan: Plan): Omit<RunSummary, 'state' | 'counts'> {
  const { kind, created, server, dataset, user, target, source, undoes } = plan;
  return {
    id,
    kind,
    started: created,
    server,
    dataset,
    user,
    uuid: target.uuid,
    ...(target.tag === undefined ? {} : { tag: target.tag }),
    ...(source === undefined ? {} : { source }),
    ...(undoes === undefined ? {} : { undoes }),
  };
}

/** The part of a record that stands in a list. */
export function toRunSummary(record: RunRecord): RunSummary {
  const {
    plan: _plan,
    outcomes: _outcomes,
    sent: _sent,
    marks: _marks,
    repairs: _repairs,
    ...summary
  } = record;
  return summary;
}

import type { BodyId } from '../../integers/BodyId.js';
import { type Plan, type Verdict, verdicts } from '../Plan.js';

/** A plan in brief: the numbers, and every cell that is not `same`. */
export interface PlanSummary {
  /** Cells by verdict; every verdict is there, 0 included. */
  readonly counts: Readonly<Record<Verdict, number>>;
  /** In the order of the plan. `null` stands for no value. */
  readonly changes: readonly {
    readonly bodyid: BodyId;
    readonly field: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly verdict: Verdict;
  }[];
}

/**
 * What a program reads of a plan; `stringifyJson` gives it as text with exact integers. Of a body that is
 * deleted each field is a change to no value.
 *
 * @example
 * ```ts
 * const { counts } = toPlanSummary(await planAnnotations(client, records));
 * if (counts.protected > 0) console.log(counts);
 * ```
 */
export function toPlanSummary(plan: Plan): PlanSummary {
  const counts = emptyCounts();
  for (const count of Object.values(plan.same)) counts.same += count;
  const changes: PlanSummary['changes'][number][] = [];
  const listed = new Set<string>();
  for (const { bodyid, changes: planned } of plan.bodies) {
    for (const { field, before, after, verdict } of planned) {
      counts[verdict]++;
      // A fault of the body itself is that of each of its cells.
      if (verdict === 'invalid') listed.add(`${bodyid} ${field}`).add(`${bodyid} undefined`);
      changes.push({ bodyid, field, before: before.value ?? null, after: after ?? null, verdict });
    }
  }
  // Cells that never became a value: of the wrong type, or in a row without a usable id.
  for (const { rule, refuses, bodyid, field } of plan.problems) {
    if (!refuses || !cellRules.has(rule)) continue;
    const cell = `${bodyid} ${field}`;
    if (bodyid !== undefined && listed.has(cell)) continue;
    counts.invalid++;
    if (bodyid === undefined || field === undefined) continue;
    listed.add(cell);
    changes.push({ bodyid, field, before: null, after: null, verdict: 'invalid' });
  }
  return { counts, changes };
}

/** Rules that speak of a cell or a row, not of the run. */
const cellRules = new Set([
  'body-id',
  'rounded-id',
  'duplicate',
  'missing-body',
  'reserved',
  'type',
  'value',
  'schema',
  'provenance',
  'unknown-field',
  'designated-user',
]);

/** Cells of a plan by field and verdict: the table that a person reads first. Fields in alphabetical order. */
export function countsByField(plan: Plan): Map<string, Record<Verdict, number>> {
  const byField = new Map<string, Record<Verdict, number>>();
  const of = (field: string) => {
    let counts = byField.get(field);
    if (!counts) {
      counts = emptyCounts();
      byField.set(field, counts);
    }
    return counts;
  };
  for (const [field, count] of Object.entries(plan.same)) of(field).same += count;
  for (const { changes } of plan.bodies) {
    for (const { field, verdict } of changes) of(field)[verdict]++;
  }
  return new Map([...byField].sort(([first], [second]) => (first < second ? -1 : 1)));
}

function emptyCounts(): Record<Verdict, number> {
  return Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
}

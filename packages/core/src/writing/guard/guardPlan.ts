import { WriteRefusedError } from '../../errors/WriteError.js';
import { fieldState, fieldsOf } from '../diff/fieldState.js';
import type { Plan, PlannedBody } from '../Plan.js';
import type { Problem } from '../Problem.js';
import { isEmptyValue } from '../values/isEmptyValue.js';
import { describeProblem } from './describeProblem.js';

/**
 * Every objection to a plan at once: what was wrong with the input and the target, every field that is
 * protected or in conflict, and too many overwrites. Pure: it asks nobody, and gives the same for the
 * same plan.
 *
 * A run is refused when any objection `refuses`; otherwise the fields named are left alone and the rest is
 * written.
 *
 * @example
 * ```ts
 * const problems = guardPlan(plan);
 * if (problems.some((problem) => problem.refuses)) console.error(problems.map(describeProblem).join('\n'));
 * ```
 */
export function guardPlan(plan: Plan): readonly Problem[] {
  const { allOrNothing = false, maxOverwrites } = plan.guards;
  const problems: Problem[] = [...plan.problems];
  for (const body of plan.bodies) {
    for (const { field, verdict, reason = '', row } of body.changes) {
      if (verdict !== 'protected' && verdict !== 'conflict') continue;
      problems.push({
        rule: verdict,
        refuses: allOrNothing,
        reason,
        bodyid: body.bodyid,
        field,
        ...(row === undefined ? {} : { row }),
        ...(plan.source === undefined ? {} : { source: plan.source }),
      });
    }
  }
  const overwrites = countOverwrites(plan);
  if (maxOverwrites !== undefined && overwrites > maxOverwrites) {
    problems.push({
      rule: 'overwrites',
      refuses: true,
      reason: `${overwrites} existing values would be replaced or cleared, and at most ${maxOverwrites} may be`,
    });
  }
  return problems;
}

/** How many existing values a plan replaces, clears or deletes: what {@link GuardOptions.maxOverwrites} limits. */
export function countOverwrites(plan: Plan): number {
  let count = 0;
  for (const body of plan.bodies) count += overwritesOf(body);
  return count;
}

function overwritesOf({ action, record, changes }: PlannedBody): number {
  if (action === 'delete') {
    if (!record) return 0;
    return [...fieldsOf(record)].filter((field) => !isEmptyValue(fieldState(record, field).value))
      .length;
  }
  return changes.filter(
    ({ verdict, before }) =>
      (verdict === 'overwrite' || verdict === 'clear') && !isEmptyValue(before.value),
  ).length;
}

/**
 * Throws what refuses a plan.
 *
 * @throws WriteRefusedError with every objection.
 */
export function requireAllowed(plan: Plan): void {
  const problems = guardPlan(plan);
  const refusing = problems.filter(({ refuses }) => refuses);
  if (refusing.length > 0) throw refused(refusing, problems);
}

const shown = 20;

/** The error for a refused run: the first objections in its message, all of them in `violations`. */
export function refused(
  refusing: readonly Problem[],
  violations: readonly Problem[] = refusing,
): WriteRefusedError {
  const lines = refusing.slice(0, shown).map((problem) => `- ${describeProblem(problem)}`);
  const more = refusing.length > shown ? `\n- and ${refusing.length - shown} more` : '';
  const count = refusing.length === 1 ? 'one problem' : `${refusing.length} problems`;
  return new WriteRefusedError(
    `Nothing was written, because of ${count}:\n${lines.join('\n')}${more}`,
    { violations },
  );
}

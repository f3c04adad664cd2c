import { reservedField } from '../../tables/recordsFromTable.js';
import { mayReplace } from '../diff/diffRow.js';
import type { Plan, PlannedChange } from '../Plan.js';
import { isEmptyValue } from '../values/isEmptyValue.js';
import { valueProblem } from '../values/valueProblem.js';

/**
 * What no plan says that was made and not edited by hand, or undefined: a verdict that its values or its
 * guards do not bear out would get around a guard.
 */
export function findContradiction(plan: Plan): string | undefined {
  const seen = new Set<unknown>();
  for (const { bodyid, changes } of plan.bodies) {
    if (seen.has(bodyid)) return `body ${bodyid} is there twice`;
    seen.add(bodyid);
    // Undoing and deleting put existing values aside by themselves.
    if (plan.kind !== 'write') continue;
    for (const change of changes) {
      const problem = contradiction(change, plan);
      if (problem !== undefined) return `body ${bodyid}, field ${change.field}: ${problem}`;
    }
  }
  return undefined;
}

function contradiction(
  { field, verdict, before, after }: PlannedChange,
  { guards, user }: Plan,
): string | undefined {
  if (verdict === 'protected' || verdict === 'conflict' || verdict === 'invalid') return undefined;
  const reserved = reservedField(field);
  if (reserved !== undefined) return reserved;
  if ((verdict === 'clear') !== isNothing(after)) return `to ${verdict} does not go with its value`;
  const replaces = !isEmptyValue(before.value);
  if (verdict !== 'clear' && (verdict === 'overwrite') !== replaces) {
    return `to ${verdict} does not go with the value before`;
  }
  if (replaces && !mayReplace(field, before.user, { guards, user })) {
    return 'its guards protect the value that would go';
  }
  return verdict === 'clear' ? undefined : valueProblem(after);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

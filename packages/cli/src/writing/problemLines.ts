import { describeProblem, guardPlan, type Plan } from '@clio/core';
import type { Paint } from '../output/paint.js';
import { printable } from '../output/printable.js';
import { counted } from './showValue.js';

/** What refuses a plan, one a line; no line where nothing does. */
export function problemLines(plan: Plan, paint: Paint): string[] {
  const refusing = guardPlan(plan).filter(({ refuses }) => refuses);
  if (refusing.length === 0) return [];
  const count = refusing.length === 1 ? 'one problem' : counted(refusing.length, 'problem');
  return [
    '',
    paint('red', `This plan is refused, because of ${count}:`),
    ...refusing.map((one) => `  ${printable(describeProblem(one))}`),
  ];
}

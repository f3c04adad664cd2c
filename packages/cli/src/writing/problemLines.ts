import { describeProblem, guardPlan, type Plan } from '@clio/core';
import { printable } from '../output/printable.js';
import { counted } from './showValue.js';

/**
 * What refuses a plan, one a line after a heading; no line where nothing does.
 *
 * @param heading - is given `one problem` or `3 problems`.
 */
export function problemLines(plan: Plan, heading: (problems: string) => string): string[] {
  const refusing = guardPlan(plan).filter(({ refuses }) => refuses);
  if (refusing.length === 0) return [];
  const count = refusing.length === 1 ? 'one problem' : counted(refusing.length, 'problem');
  return [`${heading(count)}:`, ...refusing.map((one) => `  ${printable(describeProblem(one))}`)];
}

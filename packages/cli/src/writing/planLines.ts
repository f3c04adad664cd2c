import type { Plan } from '@clio/core';
import type { Context } from '../context/Context.js';
import { shownChanges, showPlan } from './showPlan.js';

/** A plan as lines for one of the streams: cut to the width of a terminal, and whole elsewhere. */
export function planLines(
  context: Context,
  plan: Plan,
  stream: 'stdout' | 'stderr',
  allChanges: boolean,
): Promise<string[]> {
  const { isTTY, columns } = context.streams[stream];
  return showPlan(plan, {
    width: isTTY ? columns : Number.MAX_SAFE_INTEGER,
    paint: context.paint[stream],
    limit: allChanges ? Number.POSITIVE_INFINITY : shownChanges,
  });
}

import type { FactSources } from '@clio/core';
import { schemaValidator } from '@clio/node';
import type { Context } from '../context/Context.js';
import { createProgress } from '../output/progress.js';

/** Where a plan's facts come from, on this machine. */
export type PlanSources = FactSources & {
  readonly signal: AbortSignal;
  readonly now: () => Date;
};

/** Makes a plan with all that this machine can tell, and says on a terminal that it is at work. */
export async function planWith<Result>(
  context: Context,
  make: (sources: PlanSources) => Promise<Result>,
): Promise<Result> {
  const progress = createProgress(context);
  await progress.update(() => 'reading what is there now');
  try {
    return await make({
      dvid: await context.fetch(),
      bodySizes: await context.bodySizes(),
      schemaValidator,
      signal: context.signal,
      now: context.now,
    });
  } finally {
    await progress.done();
  }
}

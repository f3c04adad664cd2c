import { checkPlan, type DatasetClient, guardPlan, type Plan, withDataset } from '@clio/core';
import type { Context } from '../../context/Context.js';
import type { ExitCode } from '../../errors/ExitCode.js';
import { carryOut } from '../../writing/carryOut.js';
import { loadPlan } from '../../writing/files.js';
import { toLimits, toRunOptions, type WriteRunOptions } from '../../writing/toWriteOptions.js';
import type { CommandInput } from '../CommandInput.js';

export interface ApplyOptions {
  readonly file: string;
  readonly limits: ReturnType<typeof toLimits>;
  readonly run: WriteRunOptions;
}

export function toOptions(input: CommandInput): ApplyOptions {
  return { file: input.word(0, 'the plan'), limits: toLimits(input), run: toRunOptions(input) };
}

/** Carries out a plan that was kept. */
export async function run(
  context: Context,
  { file, limits, run }: ApplyOptions,
): Promise<ExitCode> {
  const plan = withLimits(await loadPlan(context, file), limits);
  const client = await clientOf(context, plan);
  // What refuses the plan itself is told by the next step, with every problem.
  if (!guardPlan(plan).some(({ refuses }) => refuses))
    await checkPlan(client, plan, { dvid: await context.fetch(), signal: context.signal });
  return carryOut(context, plan, { ...run, client });
}

/** Limits only ever get stricter after the plan. */
function withLimits(plan: Plan, { maxOverwrites, allOrNothing }: ApplyOptions['limits']): Plan {
  const kept = plan.guards.maxOverwrites;
  const most = Math.min(
    maxOverwrites ?? Number.POSITIVE_INFINITY,
    kept ?? Number.POSITIVE_INFINITY,
  );
  return {
    ...plan,
    guards: {
      ...plan.guards,
      ...(most === Number.POSITIVE_INFINITY ? {} : { maxOverwrites: most }),
      ...(allOrNothing ? { allOrNothing } : {}),
    },
  };
}

/** The dataset in force, which the plan must be for; where none is, the plan's own. */
async function clientOf(context: Context, plan: Plan): Promise<DatasetClient> {
  const { dataset } = await context.settings();
  if (dataset.value !== undefined) return context.datasetClient();
  return withDataset(await context.client(), plan.dataset);
}

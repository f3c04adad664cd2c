import type { DatasetClient } from '../../client/Client.js';
import type { ApplyOptions } from '../ApplyOptions.js';
import { requireAllowed } from '../guard/guardPlan.js';
import type { Plan } from '../Plan.js';
import { requireSamePlace } from './applyPlan.js';
import { checkTarget } from './checkTarget.js';
import { requireUnchanged } from './requireUnchanged.js';

/**
 * Checks that a plan can be carried out now, as {@link applyPlan} does before it sends anything: for a plan
 * that was kept, before somebody is asked to confirm it.
 *
 * @throws WriteRefusedError when the guards say no, the version has been locked, or somebody has changed anything since
 *   a plan with `allOrNothing`.
 * @throws InputError when the plan is for another server or dataset, or for a version that is no longer
 *   the head.
 *
 * @example
 * ```ts
 * const plan = readPlan(await readFile('types.plan.json', 'utf8'));
 * await checkPlan(client, plan);
 * ```
 */
export async function checkPlan(
  client: DatasetClient,
  plan: Plan,
  options: Pick<ApplyOptions, 'dvid' | 'signal'> = {},
): Promise<void> {
  requireSamePlace(client, plan);
  requireAllowed(plan);
  await checkTarget(client, plan, options);
  await requireUnchanged(client, plan, options);
}

import type { DatasetClient } from '../client/Client.js';
import type { ApplyOptions } from './ApplyOptions.js';
import { applyPlan } from './apply/applyPlan.js';
import type { AnnotationInput } from './input/AnnotationInput.js';
import type { PlanOptions } from './PlanOptions.js';
import { planAnnotations } from './planAnnotations.js';
import type { WriteReport } from './WriteReport.js';

/** Settings of {@link setAnnotations}: those of planning and of applying. */
export interface SetOptions extends PlanOptions, Omit<ApplyOptions, 'dvid' | 'signal' | 'now'> {}

/**
 * Writes annotations: plans, guards and applies in one call. Fields that are not named stay as they
 * are, existing values are protected unless `overwrite` names their field, `null` clears, and empty
 * values are left out.
 *
 * @param input - a record, records (any iterable, also async), an object or `Map` by body id, or a
 *   table.
 * @returns the report; fields that were protected or in conflict are counted in its `left`.
 *
 * @throws WriteRefusedError, InputError and WriteIncompleteError as {@link planAnnotations} and
 *   {@link applyPlan} do.
 *
 * @example
 * ```ts
 * const report = await setAnnotations(client, { bodyid: 154109, type: 'LC10', soma_side: 'L' });
 * await setAnnotations(client, { 154109: { type: 'LC10a' } }, { overwrite: ['type'] });
 * ```
 */
export async function setAnnotations(
  client: DatasetClient,
  input: AnnotationInput,
  options: SetOptions = {},
): Promise<WriteReport> {
  const plan = await planAnnotations(client, input, options);
  return applyPlan(client, plan, options);
}

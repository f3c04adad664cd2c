import { type Condition, toCondition } from './Condition.js';

/**
 * The field is not there. The same as `null`.
 *
 * @example
 * ```ts
 * await fetchAnnotations(client, { class: 'Descending Neuron', type: missing() });
 * ```
 */
export function missing(): Condition {
  return toCondition({ kind: 'missing' });
}

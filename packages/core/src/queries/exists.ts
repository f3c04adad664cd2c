import { type Condition, toCondition } from './Condition.js';

/**
 * The field is there, whatever it holds; an empty text counts.
 *
 * @example
 * ```ts
 * await fetchAnnotations(client, { hemilineage: exists() });
 * ```
 */
export function exists(): Condition {
  return toCondition({ kind: 'exists' });
}

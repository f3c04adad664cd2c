import { stringifyJson } from '../integers/stringifyJson.js';
import { type Condition, toCondition } from './Condition.js';

/**
 * The field holds exactly this value: a list as a whole and in this order, or an object. Checked
 * after the records have come, because the server cannot answer it.
 *
 * @throws InputError for what JSON cannot hold.
 * @example
 * ```ts
 * await fetchAnnotations(client, { position: equals([23217, 35252, 67070]) });
 * ```
 */
export function equals(value: unknown): Condition {
  if (value === null) return toCondition({ kind: 'missing' });
  // Refuses what no field holds, and names the place.
  stringifyJson(value);
  return toCondition({ kind: 'equals', value });
}

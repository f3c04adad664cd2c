import { type Condition, toCondition } from './Condition.js';
import type { FieldQuery } from './Query.js';
import { readTest } from './readTest.js';

/**
 * Whatever does not match: other values, and a missing field. The server cannot answer it, so that
 * more is transferred than is found; add another condition where there is one.
 *
 * @throws InputError for what no field can be asked for.
 * @example
 * ```ts
 * await fetchAnnotations(client, { hemilineage: '07B', status: not(['Orphan', missing()]) });
 * ```
 */
export function not(condition: FieldQuery): Condition {
  return toCondition({ kind: 'not', test: readTest(condition, 'not(…)') });
}

import { InputError } from '../errors/InputError.js';
import { isCondition, type Test } from './Condition.js';
import { checkText, readIdTest, readTest } from './readTest.js';

/** Tests by field, all of which must pass. */
export type Branch = ReadonlyMap<string, Test>;

/**
 * A query as branches, of which one must hold.
 *
 * @throws InputError for what is no query.
 */
export function readQuery(query: unknown): Branch[] {
  if (!Array.isArray(query)) return [readBranch(query)];
  return query.map(readBranch);
}

function readBranch(conditions: unknown): Branch {
  if (typeof conditions !== 'object' || conditions === null || isCondition(conditions)) {
    const hint = /^(?:number|bigint|string)$/.test(typeof conditions)
      ? ' To read by ids, use fetchAnnotationsById, or { bodyid: [ids] }.'
      : '';
    throw new InputError(
      `A query is an object of conditions by field, or a list of such objects.${hint}`,
    );
  }
  if (Array.isArray(conditions)) {
    throw new InputError('A query is an object of conditions by field, or one list of them.');
  }
  const branch = new Map<string, Test>();
  for (const [field, condition] of Object.entries(conditions)) {
    checkText(field, 'the name of a field');
    const place = `field ${JSON.stringify(field)}`;
    branch.set(field, field === 'bodyid' ? readIdTest(condition) : readTest(condition, place));
  }
  return branch;
}

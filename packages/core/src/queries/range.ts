import { InputError } from '../errors/InputError.js';
import { type Bound, type Bounds, type Condition, toCondition } from './Condition.js';

const names = ['min', 'max', 'above', 'below'] as const;

/**
 * The field lies between bounds: `min` and `max` belong to the range, `above` and `below` do not.
 * Bounds are all numbers or all texts, and only values of the same kind are found; texts compare by
 * their characters' codes, as times such as `2026-03-01T…` need. A list matches where one of its
 * elements does. Checked after the records have come, because the server cannot answer it.
 *
 * @throws InputError for no bound, bounds of two kinds, or a number that cannot be exact.
 * @example
 * ```ts
 * await fetchAnnotations(client, { group: range({ min: 10000, below: 20000 }) });
 * await fetchAnnotations(client, { type_time: range({ min: '2026-03-01' }) }, { show: 'time' });
 * ```
 */
export function range(bounds: Bounds): Condition {
  const given: [string, Bound][] = [];
  for (const name of names) {
    const bound = bounds[name];
    if (bound !== undefined) given.push([name, bound]);
  }
  if (given.length === 0) throw new InputError('A range needs min, max, above or below.');
  for (const [name, bound] of given) checkBound(name, bound);
  if (new Set(given.map(([, bound]) => typeof bound === 'string')).size > 1) {
    throw new InputError('The bounds of a range are all numbers or all texts.');
  }
  return toCondition({ kind: 'range', bounds: Object.fromEntries(given) });
}

function checkBound(name: string, bound: unknown): void {
  if (typeof bound === 'string' || typeof bound === 'bigint') return;
  if (typeof bound !== 'number' || Number.isNaN(bound)) {
    throw new InputError(`The bound ${name} of a range is a number, a bigint or a text.`);
  }
  if (Number.isInteger(bound) && !Number.isSafeInteger(bound)) {
    throw new InputError(
      `The bound ${name} of a range, ${bound}, has lost its last digits; pass a bigint.`,
    );
  }
}

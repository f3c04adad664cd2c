import { InputError } from '../errors/InputError.js';
import type { PointInput } from './Point.js';
import { checkPoint } from './setPoint.js';
import { toPointKey } from './toPointKey.js';

/**
 * Points that can be sent and stored together, checked as `setPoints` checks them. Sends nothing.
 *
 * @throws InputError, naming the point, for a position that does not fit the kind, fractions, unknown
 *   fields, and what cannot be stored; or when two have the same owner, kind and position.
 *
 * @example
 * ```ts
 * const points = checkPoints(JSON.parse('[{"kind": "point", "pos": [120, 44, 9]}]'));
 * ```
 */
export function checkPoints(given: readonly unknown[]): PointInput[] {
  const points = given.map((point, index) => checkPoint(point, `Point ${index + 1}`));
  const seen = new Map<string, number>();
  for (const [index, point] of points.entries()) {
    const name = `${point.user ?? ''} ${toPointKey(point)}`;
    const other = seen.get(name);
    if (other !== undefined) {
      throw new InputError(
        `Points ${other + 1} and ${index + 1} have the same owner, kind and position, so one would undo the other.`,
      );
    }
    seen.set(name, index);
  }
  return points;
}

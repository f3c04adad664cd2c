import type { BodyId } from './BodyId.js';

/**
 * Orders body ids by value, whichever form each has; for `sort`.
 *
 * @example
 * ```ts
 * [720575940621039145n, 5901222910].sort(compareBodyIds); // [5901222910, 720575940621039145n]
 * ```
 */
export function compareBodyIds(first: BodyId, second: BodyId): number {
  return first < second ? -1 : first > second ? 1 : 0;
}

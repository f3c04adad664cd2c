import type { BodyId } from './BodyId.js';

/** 2^64 − 1. */
export const highestBodyId = 18446744073709551615n;

/**
 * Whether a value is a body id in its canonical form: a safe `number` from 1, or a `bigint` above
 * 2^53 − 1 up to 2^64 − 1. Text and `5n` are not; `toBodyId` converts them.
 *
 * @example
 * ```ts
 * isBodyId(5901222910); // true
 * isBodyId('5901222910'); // false
 * ```
 */
export function isBodyId(value: unknown): value is BodyId {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 1;
  return typeof value === 'bigint' && value > Number.MAX_SAFE_INTEGER && value <= highestBodyId;
}

import { InputError } from '../errors/InputError.js';
import type { PointKind } from './Point.js';

const prefixes = { point: 'Pt', lineseg: 'Ln', sphere: 'Sp' } as const;

/**
 * The key under which the server keeps a point annotation: `Pt`, `Ln` or `Sp` and its numbers.
 *
 * @throws InputError when the number of numbers does not fit the kind, or one is not whole.
 *
 * @example
 * ```ts
 * toPointKey({ kind: 'point', pos: [120, 44, -9] }); // 'Pt120_44_-9'
 * ```
 */
export function toPointKey(point: {
  readonly kind: PointKind;
  readonly pos: readonly (number | bigint)[];
}): string {
  const { kind, pos } = point;
  const count = kind === 'point' ? 3 : 6;
  if (pos.length !== count || !pos.every(isInteger)) {
    throw new InputError(
      `The position of a ${kind} is ${count} whole numbers, not [${pos.join(', ')}].`,
    );
  }
  return prefixes[kind] + pos.map(String).join('_');
}

function isInteger(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isSafeInteger(value);
}

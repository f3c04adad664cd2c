import type { Pattern } from './readPattern.js';

/** Marks conditions, so that they are told from objects that fields hold, across duplicate installs. */
export const conditionMark: unique symbol = Symbol.for('clio.condition') as never;

/** What a field is tested for. */
export type Test =
  | { readonly kind: 'value'; readonly value: string | number | bigint | boolean }
  | { readonly kind: 'any'; readonly tests: readonly Test[] }
  | { readonly kind: 'regex'; readonly pattern: Pattern }
  | { readonly kind: 'exists' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not'; readonly test: Test }
  | { readonly kind: 'range'; readonly bounds: Bounds }
  | { readonly kind: 'equals'; readonly value: unknown };

/** A bound of a range. */
export type Bound = string | number | bigint;

/** Bounds of a range, all numbers or all texts; those left out do not bound. */
export interface Bounds {
  /** Smallest value inside. */
  readonly min?: Bound | undefined;
  /** Largest value inside. */
  readonly max?: Bound | undefined;
  /** Largest value that is too small. */
  readonly above?: Bound | undefined;
  /** Smallest value that is too large. */
  readonly below?: Bound | undefined;
}

/** A condition on a field, made by `regex`, `exists`, `missing`, `not`, `range` or `equals`. */
export interface Condition {
  readonly [conditionMark]: Test;
}

export function toCondition(test: Test): Condition {
  return { [conditionMark]: test };
}

export function isCondition(value: unknown): value is Condition {
  return typeof value === 'object' && value !== null && conditionMark in value;
}

import { toJson } from './json.js';
import { printable } from './printable.js';

/** One record as it is printed: any object. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * A value as the text of a cell, in full: a text as it is, numbers with all their digits, booleans as
 * `true` and `false`, lists and objects as JSON, nothing for a value that is missing or null.
 *
 * @example
 * ```ts
 * cellText([1, 2, 3]); // '[1,2,3]'
 * cellText(720575940627329911n); // '720575940627329911'
 * ```
 */
export function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return toJson(value);
}

/** A value as a cell of a terminal's table: on one line, and harmless. */
export function shownText(value: unknown): string {
  return printable(cellText(value));
}

import { toJson } from './json.js';

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

/**
 * A value as a cell of a terminal's table: on one line, and without any character that would steer
 * the terminal. Those are shown as JSON escapes.
 */
export function shownText(value: unknown): string {
  const text = cellText(value);
  return text.replace(/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const short = JSON.stringify(character).slice(1, -1);
    return short.length > 1 ? short : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

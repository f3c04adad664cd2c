import { stringifyJson } from '../integers/stringifyJson.js';

/**
 * A value as one cell of a table: text as it is, anything else as JSON with exact integers, no value
 * (`undefined`, `null`) as an empty cell. {@link recordsFromTable} reads such a cell back as the same
 * value for the body that holds it.
 *
 * @example
 * ```ts
 * cellText('DM4'); // DM4
 * cellText([1, 2, 3]); // [1,2,3]
 * cellText(720575940621039145n); // 720575940621039145
 * cellText(undefined); // (empty)
 * ```
 */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : stringifyJson(value);
}

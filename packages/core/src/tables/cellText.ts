import { stringifyJson } from '../integers/stringifyJson.js';
import { quoteText, unquoteText } from './quotedText.js';

/**
 * A value as one cell of a table: text as it is, anything else as JSON with exact integers, no value
 * (`undefined`, `null`) as an empty cell. {@link recordsFromTable} reads such a cell back as the same
 * value for the body that holds it.
 *
 * A text with a NUL character, which no text file may hold, is JSON text in the cell, its quotes
 * included, and so is a text that looks like one.
 *
 * @example
 * ```ts
 * cellText('DM4'); // DM4
 * cellText([1, 2, 3]); // [1,2,3]
 * cellText(720575940621039145n); // 720575940621039145
 * cellText('a\0b'); // "a\u0000b"
 * cellText(undefined); // (empty)
 * ```
 */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? quoteText(value, hasNul) : stringifyJson(value);
}

/** The text that a cell holds, where its column holds texts: the reverse of {@link cellText}. */
export function textOfCell(cell: string): string {
  return unquoteText(cell, hasNul);
}

const hasNul = (text: string) => text.includes('\0');

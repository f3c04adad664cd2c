import { PythonError } from './values.js';

/** Python refuses to turn longer texts into integers. */
export const longestInteger = 4300;

/** Blanks to Python that are no separators of information. */
const plainBlank = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
/** What Python's `str.strip()` takes away. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these count as blanks.
const anyBlank = /[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Python's `text.strip()`. */
export function strip(text: string): string {
  return stripBlank(text, anyBlank);
}

function stripBlank(text: string, blank: RegExp): string {
  let [start, end] = [0, text.length];
  while (start < end && blank.test(text[start] ?? '')) start++;
  while (end > start && blank.test(text[end - 1] ?? '')) end--;
  return text.slice(start, end);
}

/**
 * Python's `int(text)`: blanks around, a sign, single underscores between digits, digits of any script.
 *
 * @throws PythonError ValueError
 */
export function parseInteger(text: string): bigint {
  const plain = asciiDigits(stripBlank(text, plainBlank));
  const match = /^([+-]?)(\d+(?:_\d+)*)$/.exec(plain);
  const digits = match?.[2]?.replaceAll('_', '');
  if (digits === undefined || digits.length > longestInteger) {
    throw new PythonError('ValueError', 'invalid literal for int() with base 10');
  }
  return match?.[1] === '-' ? -BigInt(digits) : BigInt(digits);
}

/**
 * Python's `float(text)`: also `inf`, `nan`, underscores and digits of any script.
 *
 * @throws PythonError ValueError
 */
export function parseFloatText(text: string): number {
  const plain = asciiDigits(stripBlank(text, plainBlank));
  const word = /^([+-]?)(inf(?:inity)?|nan)$/i.exec(plain);
  if (word) {
    if (word[2]?.toLowerCase() === 'nan') return Number.NaN;
    return word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const digits = '\\d+(?:_\\d+)*';
  const shape = new RegExp(
    `^[+-]?(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:[eE][+-]?${digits})?$`,
  );
  if (!shape.test(plain)) throw new PythonError('ValueError', 'could not convert string to float');
  return Number(plain.replaceAll('_', ''));
}

/**
 * Python's `int(number)` of a float: cut towards zero.
 *
 * @throws PythonError for NaN and the infinities
 */
export function truncate(value: number): bigint {
  if (Number.isNaN(value)) {
    throw new PythonError('ValueError', 'cannot convert float NaN to integer');
  }
  if (!Number.isFinite(value)) {
    throw new PythonError('OverflowError', 'cannot convert float infinity to integer');
  }
  return BigInt(Math.trunc(value));
}

const decimal = /\p{Nd}/u;

/** The decimal digits of every script as ASCII ones. */
function asciiDigits(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is the ASCII range.
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

/** Unicode lays decimal digits out in runs of ten that begin with zero. */
function digitValue(code: number): number {
  let start = code;
  while (decimal.test(String.fromCodePoint(start - 1))) start--;
  return (code - start) % 10;
}

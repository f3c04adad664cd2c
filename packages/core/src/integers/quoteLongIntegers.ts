import { isDigit } from './hasLongDigits.js';

const quote = 34;
const backslash = 92;
const colon = 58;
const minus = 45;

/** JSON text whose long integers became strings that begin with `mark`, as no other string does. */
export interface QuotedIntegers {
  readonly text: string;
  readonly mark: string;
}

/**
 * Puts each integer of 16 digits or more in quotes, so that `JSON.parse` keeps its digits.
 *
 * What is no JSON stays no JSON: only a complete number token is quoted, and never one in the place
 * of a key.
 */
export function quoteLongIntegers(text: string): QuotedIntegers {
  const escapedMark = unusedMark(text);
  let quoted = '';
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
    } else if (isDigit(code) || code === minus) {
      const end = endOfNumber(text, at);
      if (isLongInteger(text, at, end) && !isKey(text, end)) {
        quoted += `${text.slice(copied, at)}"${escapedMark}${text.slice(at, end)}"`;
        copied = end;
      }
      at = end;
    } else {
      at++;
    }
  }
  return { text: quoted + text.slice(copied), mark: JSON.parse(`"${escapedMark}"`) as string };
}

/**
 * A mark that no string of the text begins with. A control character can stand in a JSON string in
 * one spelling only, so searching the text for it is enough.
 */
function unusedMark(text: string): string {
  let mark = '\\u0001';
  while (text.includes(mark)) mark += mark;
  return mark;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) return text.length;
    let escapes = end;
    while (escapes > at && text.charCodeAt(escapes - 1) === backslash) escapes--;
    if ((end - escapes) % 2 === 0) return end + 1;
    at = end + 1;
  }
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && isNumberPart(text.charCodeAt(end))) end++;
  return end;
}

/** Digits, `+`, `-`, `.`, `e` and `E`. */
function isNumberPart(code: number): boolean {
  return (
    isDigit(code) || code === 43 || code === minus || code === 46 || code === 101 || code === 69
  );
}

function isLongInteger(text: string, start: number, end: number): boolean {
  return end - start >= 16 && /^-?[1-9][0-9]{15,}$/.test(text.slice(start, end));
}

/** Whether a colon follows: then the number stands where a key belongs, and the text is no JSON. */
function isKey(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++;
  return text.charCodeAt(at) === colon;
}

import { wellFormed } from './goString.js';

/** Kinds of JSON values, as Go's error texts name them. */
export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'bool' | 'null';

/** The kind of a JSON value, by the first character of its text (without blanks before it). */
export function kindOf(text: string): JsonKind {
  switch (text.charCodeAt(0)) {
    case 0x7b:
      return 'object';
    case 0x5b:
      return 'array';
    case 0x22:
      return 'string';
    case 0x74:
    case 0x66:
      return 'bool';
    case 0x6e:
      return 'null';
    default:
      return 'number';
  }
}

/** The end of the JSON string whose opening quote is at `start`: behind its closing quote. */
export function stringEnd(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
}

/** The end of the JSON value that begins at `start`. The text must be JSON. */
export function valueEnd(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === 0x22) return stringEnd(text, start);
  let at = start;
  if (first !== 0x7b && first !== 0x5b) {
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      // A comma, a closing bracket, a blank.
      if (unit === 0x2c || unit === 0x5d || unit === 0x7d || unit <= 0x20) break;
    }
    return at;
  }
  let depth = 0;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) at = stringEnd(text, at) - 1;
    else if (unit === 0x7b || unit === 0x5b) depth++;
    else if ((unit === 0x7d || unit === 0x5d) && --depth === 0) return at + 1;
  }
  return at;
}

function skipBlank(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

/** The text that a JSON string stands for; half a surrogate pair is U+FFFD. */
export function unquoteJson(quoted: string): string {
  if (!quoted.includes('\\')) return wellFormed(quoted.slice(1, -1));
  return wellFormed(JSON.parse(quoted) as string);
}

/** The members of a JSON object, values as their text. Of a name that is there twice the last counts. */
export function rawMembers(text: string): Map<string, string> {
  return new Map(rawPairs(text));
}

/** The members of a JSON object as they stand, a name as often as it is there. */
export function* rawPairs(text: string): Generator<[name: string, value: string]> {
  let at = skipBlank(text, skipBlank(text, 0) + 1);
  while (text.charCodeAt(at) === 0x22) {
    const nameEnd = stringEnd(text, at);
    const name = unquoteJson(text.slice(at, nameEnd));
    const start = skipBlank(text, skipBlank(text, nameEnd) + 1);
    const end = valueEnd(text, start);
    yield [name, text.slice(start, end)];
    at = skipBlank(text, end);
    if (text.charCodeAt(at) === 0x2c) at = skipBlank(text, at + 1);
  }
}

/** The elements of a JSON array, as their texts. */
export function rawElements(text: string): string[] {
  const elements: string[] = [];
  let at = skipBlank(text, skipBlank(text, 0) + 1);
  while (at < text.length && text.charCodeAt(at) !== 0x5d) {
    const end = valueEnd(text, at);
    elements.push(text.slice(at, end));
    at = skipBlank(text, end);
    if (text.charCodeAt(at) === 0x2c) at = skipBlank(text, at + 1);
  }
  return elements;
}

import { JsonNumber, type JsonObject, type JsonValue } from './value.js';

/** Where a JSON text stops being JSON. */
export class JsonSyntaxError extends Error {
  constructor(
    readonly problem: string,
    /** Position in the text, in characters. */
    readonly offset: number,
  ) {
    super(`${problem} at character ${offset}`);
    this.name = 'JsonSyntaxError';
  }
}

/** Tells by its place (keys and indices from the root) which list holds members to be kept as text. */
export type KeepText = (path: readonly (string | number)[]) => boolean;

const blank = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const deepest = 500;

/**
 * Parses a JSON text without loss (RFC 8259; numbers stay text).
 *
 * The objects in a list for which `keepText` says yes are not built but returned as strings holding
 * their text, of which only quotes and brackets have been looked at: that is how a hundred thousand
 * records are read once and not twice.
 *
 * @throws JsonSyntaxError
 */
export function parseJson(text: string, keepText: KeepText = () => false): JsonValue {
  const path: (string | number)[] = [];
  let at = 0;

  function fail(problem: string, offset = at): never {
    throw new JsonSyntaxError(problem, offset);
  }

  function skipBlank(): void {
    const code = text.charCodeAt(at);
    if (code > 0x20) return;
    blank.lastIndex = at;
    blank.exec(text);
    at = blank.lastIndex;
  }

  function found(): string {
    return at >= text.length
      ? 'the end'
      : JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0));
  }

  /** The end of the string that begins at `start`: behind its closing quote. */
  function stringEnd(start: number): number {
    let end = start + 1;
    for (;;) {
      end = text.indexOf('"', end);
      if (end < 0) fail('a string that does not end', start);
      let slashes = 0;
      while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
      if (slashes % 2 === 0) return end + 1;
      end++;
    }
  }

  function readString(): string {
    const start = at;
    const end = stringEnd(start);
    const inner = text.slice(start + 1, end - 1);
    at = end;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON admits none inside a string.
    if (!/[\\\u0000-\u001f]/.test(inner)) return inner;
    try {
      return JSON.parse(text.slice(start, end)) as string;
    } catch {
      fail('a string with an invalid escape or a control character', start);
    }
  }

  /** The end of the object or list that begins at `start`, by its quotes and brackets alone. */
  function bracketEnd(start: number): number {
    let depth = 0;
    for (let end = start; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === 0x22) end = stringEnd(end) - 1;
      else if (code === 0x7b || code === 0x5b) depth++;
      else if ((code === 0x7d || code === 0x5d) && --depth === 0) return end + 1;
    }
    return fail('an object that does not end', start);
  }

  function readObject(): JsonObject {
    const object: JsonObject = new Map();
    at++;
    skipBlank();
    if (text[at] === '}') {
      at++;
      return object;
    }
    for (;;) {
      skipBlank();
      if (text[at] !== '"') fail(`expected a key in quotes, found ${found()}`);
      const key = readString();
      skipBlank();
      if (text[at] !== ':')
        fail(`expected ":" behind the key ${JSON.stringify(key)}, found ${found()}`);
      at++;
      path.push(key);
      object.set(key, readValue());
      path.pop();
      skipBlank();
      if (text[at] === ',') at++;
      else if (text[at] === '}') {
        at++;
        return object;
      } else fail(`expected "," or "}", found ${found()}`);
    }
  }

  function readList(): JsonValue[] {
    const list: JsonValue[] = [];
    const kept = keepText(path);
    at++;
    skipBlank();
    if (text[at] === ']') {
      at++;
      return list;
    }
    for (;;) {
      skipBlank();
      if (kept && text[at] === '{') {
        const end = bracketEnd(at);
        list.push(text.slice(at, end));
        at = end;
      } else {
        path.push(list.length);
        list.push(readValue());
        path.pop();
      }
      skipBlank();
      if (text[at] === ',') at++;
      else if (text[at] === ']') {
        at++;
        return list;
      } else fail(`expected "," or "]", found ${found()}`);
    }
  }

  function readValue(): JsonValue {
    skipBlank();
    if (path.length > deepest) fail(`more than ${deepest} levels`);
    const first = text[at];
    if (first === '"') return readString();
    if (first === '{') return readObject();
    if (first === '[') return readList();
    for (const [word, value] of words) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return value;
      }
    }
    number.lastIndex = at;
    const match = number.exec(text);
    if (match === null) fail(`expected a value, found ${found()}`);
    at = number.lastIndex;
    return new JsonNumber(match[0]);
  }

  const value = readValue();
  skipBlank();
  if (at < text.length) fail(`expected the end, found ${found()}`);
  return value;
}

const words: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

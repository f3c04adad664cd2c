import { decodeJsonText } from './decodeJsonText.js';
import { longestInteger } from './numbers.js';
import { type PythonDict, PythonError, type PythonValue } from './values.js';

/** Python's `JSONDecodeError`: its message and the position in characters. */
export class JsonDecodeError extends Error {
  constructor(
    readonly problem: string,
    readonly position: number,
  ) {
    super(`${problem}: char ${position}`);
    this.name = 'JsonDecodeError';
  }
}

/**
 * Python gives up on JSON nested deeper than its own stack allows. Its limit depends on the build;
 * this one is of the same kind and keeps our own stack safe.
 */
export const deepestJson = 1400;

/**
 * Python's `json.loads(bytes)`: UTF-8, UTF-16 or UTF-32, a byte order mark, `NaN` and `Infinity` are
 * all taken; of equal keys the last value wins at the place of the first.
 *
 * @throws JsonDecodeError for what is not JSON
 * @throws PythonError for bytes that are no text, integers of more than 4,300 digits, too deep nesting
 */
export function readJson(bytes: Uint8Array): PythonValue {
  return readJsonText(decodeJsonText(bytes));
}

/** {@link readJson} of a text. */
export function readJsonText(text: string): PythonValue {
  return new Reader(text).document();
}

const number = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const constants: readonly (readonly [string, number])[] = [
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Reader {
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  document(): PythonValue {
    this.#skipBlank();
    const value = this.#value();
    this.#skipBlank();
    if (this.#at !== this.text.length) this.#fail('Extra data', this.#at);
    return value;
  }

  #fail(problem: string, at: number): never {
    // Python counts code points; a pair of surrogates is one.
    let position = 0;
    for (let i = 0; i < at; i++) {
      const unit = this.text.charCodeAt(i);
      const next = this.text.charCodeAt(i + 1);
      if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000 && i + 1 < at) i++;
      position++;
    }
    throw new JsonDecodeError(problem, position);
  }

  #skipBlank(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at++;
    }
  }

  #value(): PythonValue {
    const { text } = this;
    const first = text[this.#at];
    if (first === '"') return this.#string();
    if (first === '{') return this.#nested(() => this.#object());
    if (first === '[') return this.#nested(() => this.#list());
    if (text.startsWith('null', this.#at)) return this.#word(4, null);
    if (text.startsWith('true', this.#at)) return this.#word(4, true);
    if (text.startsWith('false', this.#at)) return this.#word(5, false);
    for (const [word, value] of constants) {
      if (text.startsWith(word, this.#at)) return this.#word(word.length, value);
    }
    return this.#number();
  }

  #word<T>(length: number, value: T): T {
    this.#at += length;
    return value;
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > deepestJson) {
      throw new PythonError('RecursionError', 'maximum recursion depth exceeded');
    }
    const value = read();
    this.#depth--;
    return value;
  }

  #number(): PythonValue {
    number.lastIndex = this.#at;
    const match = number.exec(this.text);
    if (match === null) this.#fail('Expecting value', this.#at);
    this.#at = number.lastIndex;
    const [all, whole = '', fraction, exponent] = match;
    if (fraction !== undefined || exponent !== undefined) return Number(all);
    if (whole.replace('-', '').length > longestInteger) {
      throw new PythonError('ValueError', 'Exceeds the limit for integer string conversion');
    }
    return BigInt(whole);
  }

  #object(): PythonDict {
    const { text } = this;
    const dict: PythonDict = new Map();
    this.#at++;
    this.#skipBlank();
    if (text[this.#at] === '}') return this.#word(1, dict);
    for (;;) {
      if (text[this.#at] !== '"') {
        this.#fail('Expecting property name enclosed in double quotes', this.#at);
      }
      const key = this.#string();
      this.#skipBlank();
      if (text[this.#at] !== ':') this.#fail("Expecting ':' delimiter", this.#at);
      this.#at++;
      this.#skipBlank();
      dict.set(key, this.#value());
      this.#skipBlank();
      if (text[this.#at] === '}') return this.#word(1, dict);
      if (text[this.#at] !== ',') this.#fail("Expecting ',' delimiter", this.#at);
      this.#at++;
      this.#skipBlank();
    }
  }

  #list(): PythonValue[] {
    const { text } = this;
    const list: PythonValue[] = [];
    this.#at++;
    this.#skipBlank();
    if (text[this.#at] === ']') return this.#word(1, list);
    for (;;) {
      list.push(this.#value());
      this.#skipBlank();
      if (text[this.#at] === ']') return this.#word(1, list);
      if (text[this.#at] !== ',') this.#fail("Expecting ',' delimiter", this.#at);
      this.#at++;
      this.#skipBlank();
    }
  }

  #string(): string {
    const { text } = this;
    const begin = this.#at;
    let start = begin + 1;
    let out = '';
    for (let i = start; ; i++) {
      const code = text.charCodeAt(i);
      if (Number.isNaN(code)) this.#fail('Unterminated string starting at', begin);
      if (code === 0x22) {
        this.#at = i + 1;
        return out + text.slice(start, i);
      }
      if (code < 0x20) this.#fail('Invalid control character at', i);
      if (code !== 0x5c) continue;
      out += text.slice(start, i);
      const letter = text[i + 1];
      if (letter === undefined) this.#fail('Unterminated string starting at', begin);
      if (letter === 'u') {
        out += this.#unit(i);
        i += 5;
      } else {
        const char = escapes[letter];
        if (char === undefined) this.#fail('Invalid \\escape', i);
        out += char;
        i += 1;
      }
      start = i + 1;
    }
  }

  #unit(backslash: number): string {
    const hex = this.text.slice(backslash + 2, backslash + 6);
    // Python also complains of these when nothing at all comes behind them.
    const last = backslash + 6 >= this.text.length;
    if (last || !/^[0-9a-fA-F]{4}$/.test(hex)) this.#fail('Invalid \\uXXXX escape', backslash + 1);
    return String.fromCharCode(Number.parseInt(hex, 16));
  }
}

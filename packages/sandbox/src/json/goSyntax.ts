import { goQuote } from './goQuote.js';

/** Levels of nesting that Go's encoding/json reads. */
const deepest = 10_000;

const space = (byte: number): boolean => byte === 32 || byte === 9 || byte === 13 || byte === 10;
const digit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isHex = (byte: number): boolean =>
  digit(byte) || (byte >= 97 && byte <= 102) || (byte >= 65 && byte <= 70);

class Problem {
  constructor(readonly text: string) {}
}

/**
 * What Go's encoding/json says of bytes that are no JSON, and where the first value ends;
 * `undefined` when all is JSON. With `stream` what follows the first value does not matter, as for
 * a json.Decoder.
 */
export function jsonProblem(
  bytes: Uint8Array,
  stream = false,
): { readonly problem: string; readonly early: boolean } | undefined {
  try {
    scan(bytes, stream);
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { problem: error.text, early: error.text === tooShort };
  }
}

const tooShort = 'unexpected end of JSON input';

function scan(bytes: Uint8Array, stream: boolean): void {
  let at = 0;
  /** Open brackets: true for an object. */
  const open: boolean[] = [];

  const end = (): never => {
    throw new Problem(tooShort);
  };
  const fail = (context: string): never => {
    const byte = bytes[at] ?? 32;
    const character =
      byte === 39 ? "\\'" : byte === 34 ? '"' : goQuote(String.fromCharCode(byte)).slice(1, -1);
    throw new Problem(`invalid character '${character}' ${context}`);
  };
  const peek = (): number => (at < bytes.length ? (bytes[at] as number) : end());
  /** Within a word or number Go reads a blank behind the end, and complains of that. */
  const peekInside = (): number =>
    at < bytes.length ? (bytes[at] as number) : stream ? end() : 32;
  const skip = (): void => {
    while (at < bytes.length && space(bytes[at] as number)) at++;
  };

  function readString(): void {
    at++;
    for (;;) {
      const byte = peek();
      if (byte === 34) {
        at++;
        return;
      }
      if (byte < 0x20) fail('in string literal');
      at++;
      if (byte !== 92) continue;
      const code = String.fromCharCode(peekInside());
      if (code === 'u') {
        at++;
        for (let i = 0; i < 4; i++, at++) {
          if (!isHex(peekInside())) fail('in \\u hexadecimal character escape');
        }
      } else if ('bfnrt\\/"'.includes(code)) at++;
      else fail('in string escape code');
    }
  }

  function readDigits(): void {
    while (at < bytes.length && digit(bytes[at] as number)) at++;
  }

  function readNumber(): void {
    if (bytes[at] === 45) {
      at++;
      if (!digit(peekInside())) fail('in numeric literal');
    }
    if (bytes[at] === 48) at++;
    else readDigits();
    if (bytes[at] === 46) {
      at++;
      if (!digit(peekInside())) fail('after decimal point in numeric literal');
      readDigits();
    }
    if (bytes[at] === 101 || bytes[at] === 69) {
      at++;
      const sign = peekInside();
      if (sign === 43 || sign === 45) at++;
      if (!digit(peekInside())) fail('in exponent of numeric literal');
      readDigits();
    }
  }

  function readWord(word: string): void {
    at++;
    for (let i = 1; i < word.length; i++, at++) {
      if (peekInside() !== word.charCodeAt(i)) fail(`in literal ${word} (expecting '${word[i]}')`);
    }
  }

  /** Reads a scalar, or opens a bracket: then the answer is false, for the value has not ended. */
  function beginValue(): boolean {
    const byte = peek();
    if (byte === 123 || byte === 91) {
      if (open.length >= deepest) fail('exceeded max depth');
      at++;
      open.push(byte === 123);
      skip();
      if (peek() === (byte === 123 ? 125 : 93)) {
        at++;
        open.pop();
        return true;
      }
      if (byte === 123) readKey();
      return false;
    }
    if (byte === 34) readString();
    else if (byte === 45 || digit(byte)) readNumber();
    else if (byte === 116) readWord('true');
    else if (byte === 102) readWord('false');
    else if (byte === 110) readWord('null');
    else fail('looking for beginning of value');
    return true;
  }

  function readKey(): void {
    skip();
    if (peek() !== 34) fail('looking for beginning of object key string');
    readString();
    skip();
    if (peek() !== 58) fail('after object key');
    at++;
  }

  skip();
  let ended = beginValue();
  while (open.length > 0) {
    skip();
    if (!ended) {
      ended = beginValue();
      continue;
    }
    const object = open.at(-1) === true;
    const byte = peek();
    if (byte === 44) {
      at++;
      if (object) readKey();
      ended = false;
    } else if (byte === (object ? 125 : 93)) {
      at++;
      open.pop();
    } else fail(object ? 'after object key:value pair' : 'after array element');
  }
  if (stream) return;
  skip();
  if (at < bytes.length) fail('after top-level value');
}

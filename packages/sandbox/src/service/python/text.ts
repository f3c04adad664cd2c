import { PythonError, type PythonValue } from './values.js';

/** Python's `str(value)`. */
export function str(value: PythonValue): string {
  return typeof value === 'string' ? value : repr(value);
}

/** Python's `repr(value)`. */
export function repr(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return floatText(value);
  if (typeof value === 'string') return reprText(value);
  if (value instanceof Uint8Array) return reprBytes(value);
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  return `{${[...value].map(([key, member]) => `${repr(key)}: ${repr(member)}`).join(', ')}}`;
}

/** Python's shortest form of a float: exponents below -4 and from 16 on, `.0` behind whole numbers. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa = '0', power = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const tail = digits.length > 1 ? `.${digits.slice(1)}` : '';
    const shown = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits[0]}${tail}e${exponent < 0 ? '-' : '+'}${shown}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

const named: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};
/** What Python prints as an escape: controls, separators other than the blank, unassigned and private code points. */
const unprintable = /[\p{C}\p{Z}]/u;

function quoteFor(text: string): string {
  return text.includes("'") && !text.includes('"') ? '"' : "'";
}

function reprText(text: string): string {
  const quote = quoteFor(text);
  let out = quote;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === quote) out += `\\${char}`;
    else if (named[char] !== undefined) out += named[char];
    else if (char === ' ' || !unprintable.test(char)) out += char;
    else if (code < 0x100) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code < 0x10000) out += `\\u${code.toString(16).padStart(4, '0')}`;
    else out += `\\U${code.toString(16).padStart(8, '0')}`;
  }
  return out + quote;
}

/** `repr()` of bytes, as it stands in the server's error details: `b'…'`. */
export function reprBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  const quote = quoteFor(text);
  const inner = text.replace(/[^ -[\]-~]|['"]/g, (char) => {
    if (char === '"' || char === "'") return char === quote ? `\\${char}` : char;
    return named[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${inner}${quote}`;
}

/**
 * `text.encode("utf-8")`.
 *
 * @throws PythonError UnicodeEncodeError when there is half a surrogate pair in it
 */
export function encodeText(text: string): Uint8Array {
  if (!isWellFormed(text)) {
    throw new PythonError(
      'UnicodeEncodeError',
      "'utf-8' codec can't encode character: surrogates not allowed",
    );
  }
  return new TextEncoder().encode(text);
}

const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Whether a text has no half of a surrogate pair. */
export function isWellFormed(text: string): boolean {
  return !lone.test(text);
}

/** Orders texts as Python and the document store do: by code point. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all others of 16 bits. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

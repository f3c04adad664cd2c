import type { RawResponse } from '../../http/messages.js';
import { encodeText } from '../python/text.js';
import type { PythonValue } from '../python/values.js';
import { answerStyle, writeJson } from '../python/writeJson.js';

type Headers = Readonly<Record<string, string>>;

/**
 * A JSON answer.
 *
 * @throws PythonError when the value cannot be written (NaN, halves of surrogate pairs)
 */
export function jsonAnswer(value: PythonValue, status = 200, headers: Headers = {}): RawResponse {
  return bytesAnswer(
    encodeText(writeJson(value, answerStyle)),
    'application/json',
    status,
    headers,
  );
}

/** An answer of known length. */
export function bytesAnswer(
  body: Uint8Array,
  type: string,
  status = 200,
  headers: Headers = {},
): RawResponse {
  return {
    status,
    headers: { 'content-length': String(body.length), 'content-type': type, ...headers },
    body,
  };
}

/** A page. */
export function pageAnswer(html: string): RawResponse {
  return bytesAnswer(new TextEncoder().encode(html), 'text/html; charset=utf-8');
}

/** A redirection; everything a URL may not hold is percent-encoded, a lone `%` stays. */
export function redirectAnswer(location: string, status = 302, headers: Headers = {}): RawResponse {
  return {
    status,
    headers: { 'content-length': '0', location: quote(location, locationSafe), ...headers },
    body: new Uint8Array(),
  };
}

/** What everything answers that the server did not foresee. It comes without CORS headers. */
export function crashAnswer(): RawResponse {
  return bytesAnswer(
    new TextEncoder().encode('Internal Server Error'),
    'text/plain; charset=utf-8',
    500,
  );
}

const locationSafe = ":/%#?=@[]!$&'()*+,;";

/**
 * Python's `urllib.parse.quote`: letters, digits, `_.-~` and `safe` stay.
 *
 * @throws PythonError for halves of surrogate pairs
 */
export function quote(text: string, safe: string): string {
  let out = '';
  for (const byte of encodeText(text)) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9_.~-]/.test(char) || (byte < 0x80 && safe.includes(char))) out += char;
    else out += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

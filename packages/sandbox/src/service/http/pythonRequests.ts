import { isWellFormed } from '../python/text.js';
import { PythonError } from '../python/values.js';
import { quote } from './answers.js';

/** A URL in the form in which the server's HTTP client sends it. */
export interface PreparedUrl {
  /** Lower case, with the port if one was given. */
  readonly origin: string;
  /** Path and query. */
  readonly target: string;
}

/**
 * What the server's HTTP client makes of a URL that was pasted together: dot segments are removed,
 * what a URL may not hold is percent-encoded, needless escapes are undone, and a fragment is not sent.
 *
 * @throws PythonError for a URL without a scheme or host
 */
export function prepareUrl(pasted: string): PreparedUrl {
  const url = pasted.trimStart();
  if (url.includes(':') && !url.toLowerCase().startsWith('http')) {
    throw new PythonError('InvalidSchema', `No connection adapters were found for '${url}'`);
  }
  const parts = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^\\/?#]*))?([^?#]*)(?:\?([^#]*))?/s.exec(
    url,
  );
  const [, scheme, authority, path = '', query] = parts ?? [];
  if (!scheme) throw new PythonError('MissingSchema', `Invalid URL '${url}': No scheme supplied`);
  if (!authority) throw new PythonError('InvalidURL', `Invalid URL '${url}': No host supplied`);
  const clean = encodeInvalid(removeDotSegments(path), pathCharacters);
  const ask =
    query === undefined || query === '' ? '' : `?${encodeInvalid(query, queryCharacters)}`;
  return {
    origin: `${scheme}://${authority.slice(authority.lastIndexOf('@') + 1)}`.toLowerCase(),
    target: requote((clean || '/') + ask),
  };
}

/** An address against the one it was found at, as for a redirection. */
export function resolveUrl(base: PreparedUrl, location: string): string {
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(location)) return location;
  if (location.startsWith('//')) return base.origin.replace(/\/\/.*/, '') + location;
  if (location.startsWith('/')) return base.origin + location;
  const folder = (base.target.split('?', 1)[0] ?? '/').replace(/[^/]*$/, '');
  return base.origin + folder + location;
}

const pathCharacters = /^[A-Za-z0-9._~\-!$&'()*+,;=:@/]*$/;
const queryCharacters = /^[A-Za-z0-9._~\-!$&'()*+,;=:@/?]*$/;
const requoteSafe = "!#$%&'()*+,/:;=?@[]~";

/** Escapes what is not allowed; `%` stays only when every one of them begins an escape. */
function encodeInvalid(text: string, allowed: RegExp): string {
  if (allowed.test(text)) return text;
  const escapes = text.match(/%[0-9a-fA-F]{2}/g)?.length ?? 0;
  const keepPercent = escapes === text.split('%').length - 1;
  const upper = text.replace(/%[0-9a-fA-F]{2}/g, (hex) => hex.toUpperCase());
  let out = '';
  for (const byte of encodeLoosely(upper)) {
    const char = String.fromCharCode(byte);
    const stays = byte < 0x80 && ((char === '%' && keepPercent) || allowed.test(char));
    out += stays ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
}

/** UTF-8 in which half a surrogate pair is three bytes of its own. */
function encodeLoosely(text: string): Iterable<number> {
  if (isWellFormed(text)) return new TextEncoder().encode(text);
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code < 0xe000) {
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    } else bytes.push(...encoder.encode(char));
  }
  return bytes;
}

function requote(target: string): string {
  if (queryCharacters.test(target)) return target;
  const plain = target.replace(/%([0-9A-F]{2})/g, (whole, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9._~-]/.test(char) ? char : whole;
  });
  return quote(plain, requoteSafe);
}

function removeDotSegments(path: string): string {
  const output: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '.') continue;
    if (segment !== '..') output.push(segment);
    else output.pop();
  }
  if (path.startsWith('/') && (output.length === 0 || output[0] !== '')) output.unshift('');
  if (path.endsWith('/.') || path.endsWith('/..')) output.push('');
  return output.join('/');
}

import { decodeText, encodeText } from '../../json/goText.js';

/** A request target as Go's net/url reads it. */
export interface Target {
  /** Percent-decoded. */
  readonly path: string;
  readonly escapedPath: string;
  readonly rawQuery: string;
}

/** Reads a request target; `undefined` when Go's server would refuse it as no URL. */
export function readTarget(target: string): Target | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Go refuses these in a URL.
  if (/[\u0000-\u0020\u007f]/.test(target)) return undefined;
  if (target === '*') return { path: '*', escapedPath: '*', rawQuery: '' };
  const withoutHost = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '');
  const mark = withoutHost.indexOf('?');
  const rawPath = mark < 0 ? withoutHost : withoutHost.slice(0, mark);
  const rawQuery = mark < 0 ? '' : withoutHost.slice(mark + 1);
  if (!rawPath.startsWith('/') && withoutHost === target) return undefined;
  const path = unescapeText(rawPath, false);
  if (path === undefined) return undefined;
  return { path, rawQuery, escapedPath: isPath(rawPath) ? rawPath : escapePath(path) };
}

const isPath = (text: string): boolean => /^[A-Za-z0-9\-_.~$&+,/:;=@%!'()*[\]]*$/.test(text);

/** A text with its `%xx` undone, `undefined` when one is broken. */
export function unescapeText(text: string, plusIsSpace: boolean): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  const plain = plusIsSpace ? text.replaceAll('+', ' ') : text;
  return plain.includes('%') || /[\u0080-\uffff]/.test(plain) ? decodeText(toBytes(plain)) : plain;
}

function toBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x25) {
      bytes.push(Number.parseInt(text.slice(at + 1, at + 3), 16));
      at += 2;
    } else if (unit <= 0xff) bytes.push(unit);
    else bytes.push(...new TextEncoder().encode(String.fromCharCode(unit)));
  }
  return Uint8Array.from(bytes);
}

/** A path escaped as Go's net/url does it of itself. */
export function escapePath(path: string): string {
  return path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@]+/g, (characters) =>
    [...encodeText(characters)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join(''),
  );
}

/** A path without `//`, `/./` and `/../`; a slash at its end stays. */
export function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const cleaned = `/${kept.join('/')}`;
  return path.endsWith('/') && cleaned !== '/' ? `${cleaned}/` : cleaned;
}

/** Query parameters as Go's net/url reads them: those it cannot read are left out. */
export function readQuery(rawQuery: string): Map<string, string[]> {
  const query = new Map<string, string[]>();
  for (const pair of rawQuery.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const equals = pair.indexOf('=');
    const name = unescapeText(equals < 0 ? pair : pair.slice(0, equals), true);
    const value = equals < 0 ? '' : unescapeText(pair.slice(equals + 1), true);
    if (name === undefined || value === undefined) continue;
    const values = query.get(name);
    if (values === undefined) query.set(name, [value]);
    else values.push(value);
  }
  return query;
}

import { strip } from '../python/numbers.js';

/** A `Cookie` header; of a repeated name the last counts. */
export function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const chunk of header.split(';')) {
    const equals = chunk.indexOf('=');
    const name = strip(equals < 0 ? '' : chunk.slice(0, equals));
    const value = strip(equals < 0 ? chunk : chunk.slice(equals + 1));
    if (name !== '' || value !== '') cookies.set(name, unquoteCookie(value));
  }
  return cookies;
}

/** A value in quotes may hold `\"`, `\\` and octal escapes. */
function unquoteCookie(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
  return value
    .slice(1, -1)
    .replace(/\\(?:([0-3][0-7][0-7])|(.))/gs, (_, octal: string | undefined, char: string) =>
      octal === undefined ? char : String.fromCharCode(Number.parseInt(octal, 8)),
    );
}

import { InputError } from '../errors/InputError.js';

/**
 * The path of segments, encoded. The server knows no `%2F` inside a value, and an empty segment, `.`
 * or `..` would turn the address into another one, so these are refused.
 *
 * `:`, `,` and `@` are legal in a path and stay as they are: `manc:v1.0`, `1,2,3`.
 *
 * @throws InputError for a segment that no path can carry.
 */
export function encodePath(segments: readonly string[]): string {
  return segments.map((segment) => `/${encodeSegment(segment)}`).join('');
}

function encodeSegment(segment: string): string {
  if (segment === '' || segment === '.' || segment === '..' || segment.includes('/')) {
    throw new InputError(
      `${JSON.stringify(segment)} cannot be part of an address: a name must not be empty, "." or "..", nor hold a "/".`,
    );
  }
  try {
    return encodeURIComponent(segment).replace(/%(?:3A|2C|40)/g, decodeURIComponent);
  } catch (cause) {
    throw new InputError(
      `${JSON.stringify(segment)} cannot be part of an address: it holds half a character.`,
      { cause },
    );
  }
}

/** Query values as text; undefined ones are left out. */
export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** `?a=1&b=2`, or nothing when no value is given. */
export function encodeQuery(...queries: (QueryValues | undefined)[]): string {
  const values = new URLSearchParams();
  for (const query of queries) {
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) values.append(name, String(value));
    }
  }
  const text = values.toString();
  return text === '' ? '' : `?${text}`;
}

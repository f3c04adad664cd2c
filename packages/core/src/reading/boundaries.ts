/** Where one batch of records ends, and the next one begins. */
export interface Boundary {
  /** Offset behind the last record before it. */
  readonly end: number;
  /** Offset behind the comma. */
  readonly next: number;
}

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const quote = 0x22;
const backslash = 0x5c;

export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Offset of the first byte from `at` that is no white space, or `end`. */
export function skipSpace(bytes: Uint8Array, at: number, end: number): number {
  let next = at;
  while (next < end && isSpace(bytes[next])) next++;
  return next;
}

/**
 * The last place before `limit` that looks like a boundary: `}`, a comma, `{`. It may as well lie
 * inside a text or a nested list; reading what stands before it tells.
 */
export function guessBoundary(
  bytes: Uint8Array,
  start: number,
  limit: number,
  end: number,
): Boundary | undefined {
  for (let at = limit - 1; at >= start; at--) {
    if (bytes[at] !== closeBrace) continue;
    const boundary = boundaryBehind(bytes, at + 1, end);
    if (boundary) return boundary;
  }
  return undefined;
}

/** The boundary that begins at `at`, if a comma and an opening brace follow there. */
function boundaryBehind(bytes: Uint8Array, at: number, end: number): Boundary | undefined {
  const separator = skipSpace(bytes, at, end);
  if (separator >= end || bytes[separator] !== comma) return undefined;
  const record = skipSpace(bytes, separator + 1, end);
  return record < end && bytes[record] === openBrace ? { end: at, next: separator + 1 } : undefined;
}

/** What stands in a list, as far as brackets and quotes tell. */
export interface ListOutline {
  /** Offsets behind each record that is whole. */
  readonly ends: number[];
  /** Offset behind the bracket that closes the list, where there is one. */
  readonly closed: number | undefined;
}

/**
 * Walks a list from the start of a record up to `limit`, minding quotes and nesting. Slower than
 * guessing and exact; for lists on which guessing fails, and to say what is wrong with one.
 */
export function outlineList(bytes: Uint8Array, start: number, limit: number): ListOutline {
  const ends: number[] = [];
  let depth = 1;
  for (let at = start; at < limit; at++) {
    switch (bytes[at]) {
      case quote:
        at++;
        while (at < limit && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
        break;
      case openBrace:
      case openBracket:
        depth++;
        break;
      case closeBrace:
      case closeBracket:
        depth--;
        if (depth === 1) ends.push(at + 1);
        if (depth === 0) return { ends, closed: at + 1 };
        break;
      default:
        break;
    }
  }
  return { ends, closed: undefined };
}

/** The last boundary before `limit`, found by {@link outlineList}. */
export function findBoundary(
  bytes: Uint8Array,
  start: number,
  limit: number,
  end: number,
): Boundary | undefined {
  const { ends } = outlineList(bytes, start, limit);
  for (let index = ends.length - 1; index >= 0; index--) {
    const boundary = boundaryBehind(bytes, ends[index]!, end);
    if (boundary) return boundary;
  }
  return undefined;
}

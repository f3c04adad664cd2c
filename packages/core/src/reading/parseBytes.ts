import { parseExactly } from '../integers/parseJson.js';

// Bytes that are no UTF-8 are an error; a byte order mark is passed over before, not here.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Parses UTF-8 between two brackets of its own. Throws what {@link isUnreadable} tells. */
export function parseBytes(bytes: Uint8Array, before: string, behind: string): unknown[] {
  return parseExactly(before + decoder.decode(bytes) + behind) as unknown[];
}

/** What `JSON.parse` throws for bad JSON, and `TextDecoder` for bytes that are no UTF-8. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof TypeError;
}

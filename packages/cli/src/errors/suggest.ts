import { distance } from 'fastest-levenshtein';

/**
 * The known name that a mistyped one most likely meant, or undefined when none is near: at most two
 * letters off, and at most half of them. Case is ignored.
 *
 * @example
 * ```ts
 * suggest('hemilinage', ['type', 'hemilineage']); // 'hemilineage'
 * ```
 */
export function suggest(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const off = distance(wanted, candidate.toLowerCase());
    if (off < least) [best, least] = [candidate, off];
  }
  return best !== undefined && least <= 2 && least * 2 <= wanted.length ? best : undefined;
}

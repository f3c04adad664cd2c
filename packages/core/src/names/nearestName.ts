import { distance } from 'fastest-levenshtein';

/**
 * The name among `known` that a mistyped one most likely means; undefined when none is near. Case
 * counts for nothing, and a third of the letters may be wrong.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let smallest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const far = distance(wanted, candidate.toLowerCase());
    if (far < smallest) {
      best = candidate;
      smallest = far;
    }
  }
  return best;
}

import { distance } from 'fastest-levenshtein';

/**
 * The name among `known` that a mistyped one most likely means; undefined when none is near. Case
 * counts for nothing, and a third of the letters may be wrong; two that changed places are one mistake.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let smallest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const far = offBy(wanted, candidate.toLowerCase());
    if (far < smallest) {
      best = candidate;
      smallest = far;
    }
  }
  return best;
}

function offBy(wanted: string, candidate: string): number {
  const far = distance(wanted, candidate);
  if (far !== 2 || wanted.length !== candidate.length) return far;
  const at = [...wanted].findIndex((letter, index) => letter !== candidate[index]);
  return wanted[at] === candidate[at + 1] && wanted[at + 1] === candidate[at] ? 1 : far;
}

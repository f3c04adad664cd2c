/**
 * Whether two uuids mean the same version: one is the other, or a prefix of it. A branch, such as
 * `9bc01e:master`, is only equal to itself.
 */
export function sameVersion(a: string | undefined, b: string | undefined): boolean {
  if (!a || !b) return false;
  if (a.includes(':') || b.includes(':')) return a === b;
  return a.startsWith(b) || b.startsWith(a);
}

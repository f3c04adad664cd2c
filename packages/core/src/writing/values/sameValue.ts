/**
 * Whether two values in stored form are equal: lists by order, objects by content. `undefined` (no
 * value) equals only itself. The text "5" and the number 5 differ.
 */
export function sameValue(first: unknown, second: unknown): boolean {
  if (first === second) return true;
  if (typeof first !== 'object' || typeof second !== 'object' || !first || !second) return false;
  if (Array.isArray(first) || Array.isArray(second)) {
    return (
      Array.isArray(first) &&
      Array.isArray(second) &&
      first.length === second.length &&
      first.every((member, index) => sameValue(member, second[index]))
    );
  }
  const keys = Object.keys(first);
  return (
    keys.length === Object.keys(second).length &&
    keys.every(
      (key) =>
        Object.hasOwn(second, key) &&
        sameValue(
          (first as Record<string, unknown>)[key],
          (second as Record<string, unknown>)[key],
        ),
    )
  );
}

/**
 * Whether a value counts as none: absent, `null`, an empty text or an empty list. A text of blanks,
 * `0`, `false` and `{}` are values.
 */
export function isEmptyValue(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

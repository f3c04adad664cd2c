import { type Condition, toCondition } from './Condition.js';
import { readPattern } from './readPattern.js';

/**
 * The field is a text that the whole pattern matches, or a list of texts with such a one:
 * `regex("DNp.*")` finds what begins with `DNp`, `regex(".*neuron.*")` what has `neuron` in it. Numbers
 * never match.
 *
 * Patterns are those on which all regular expressions agree: literal characters, `.`, `[a-z]`, `[^…]`,
 * `\d \w \s \b` and their opposites, groups, `|`, `* + ? {n,m}`, `^` and `$`. A character with a meaning
 * stands for itself behind a backslash. Look-ahead, back references, named groups and `\p{…}` are
 * refused, because the server does not know them, or in another way.
 *
 * @param options - `ignoreCase`: upper and lower case are the same. Default `false`. So does `(?i)` at
 *   the beginning of the pattern.
 * @throws InputError for a pattern outside of these, with its place and the reason.
 * @example
 * ```ts
 * await fetchAnnotations(client, { type: regex('DNp.*'), instance: regex('.*_l', { ignoreCase: true }) });
 * ```
 */
export function regex(
  pattern: string,
  { ignoreCase = false }: { readonly ignoreCase?: boolean | undefined } = {},
): Condition {
  return toCondition({ kind: 'regex', pattern: readPattern(pattern, ignoreCase) });
}

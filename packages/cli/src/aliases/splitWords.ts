import { UsageError } from '../errors/CliError.js';

/**
 * Breaks a text into words at blanks, as a shell does: '…' and "…" hold words together, and a
 * backslash takes the next character as it is, but within '…'.
 *
 * @throws UsageError when a quote is not closed.
 *
 * @example
 * ```ts
 * splitWords(`annotation list --where 'class=a b'`); // ['annotation', 'list', '--where', 'class=a b']
 * ```
 */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === quote) quote = '';
    else if (character === '\\' && quote !== "'" && at + 1 < text.length)
      word = (word ?? '') + text[++at];
    else if (quote !== '') word = (word ?? '') + character;
    else if (character === "'" || character === '"') {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (quote !== '') throw new UsageError(`a quote (${quote}) is not closed in: ${text}`);
  return word === undefined ? words : [...words, word];
}

/** Words as one text that {@link splitWords} breaks into the same words. */
export function joinWords(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w.,:=@/+%$-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}

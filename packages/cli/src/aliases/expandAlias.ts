import { UsageError } from '../errors/CliError.js';
import { findAlias } from './findAlias.js';
import { splitWords } from './splitWords.js';

/** What an alias stands for: words in its place, or a line for the shell with the words after it. */
export type Expansion =
  | { readonly words: readonly string[] }
  | { readonly line: string; readonly given: readonly string[] };

/**
 * The words of a command line whose first one is an alias, with what it stands for in its place;
 * undefined where it is none. `$1` to `$9` in an alias stand for the words after it; the others of
 * them are added at the end. An alias that begins with `!` is a line for the shell.
 *
 * @throws UsageError when a word that the alias needs is missing.
 */
export async function expandAlias(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Expansion | undefined> {
  const [name = '', ...given] = argv;
  const text = await findAlias(name, env);
  if (text === undefined) return undefined;
  if (text.startsWith('!')) return { line: text.slice(1), given };
  const used = new Set<number>();
  const words = splitWords(text).map((word) =>
    word.replace(/\$([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      const value = given[index];
      if (value === undefined)
        throw new UsageError(`the alias "${name}" needs ${digit} or more words after it`, {
          why: `It stands for: ${text}`,
        });
      used.add(index);
      return value;
    }),
  );
  return { words: [...words, ...given.filter((_, index) => !used.has(index))] };
}

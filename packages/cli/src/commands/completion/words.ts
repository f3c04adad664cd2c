import { complete } from '../../completion/complete.js';
import { liveValues } from '../../completion/liveValues.js';
import type { Context } from '../../context/Context.js';
import { printable } from '../../output/printable.js';
import type { CommandInput } from '../CommandInput.js';

export interface WordsOptions {
  readonly words: readonly string[];
}

export function toOptions(input: CommandInput): WordsOptions {
  return { words: input.has('next') ? [...input.words, ''] : input.words };
}

/** Prints the candidates for the last word, in the form that the scripts read. */
export async function run(context: Context, { words }: WordsOptions): Promise<undefined> {
  // Imported here: the list of commands imports this command's own specification.
  const { commands } = await import('../index.js');
  const { candidates, files, open } = await complete(commands, words, liveValues(context));
  const lines = candidates
    .filter(({ value }) => printable(value) === value)
    .map(({ value, description }) => (description ? `${value}\t${description}` : value));
  if (files) lines.push(':files');
  if (open) lines.push(':open');
  await context.streams.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

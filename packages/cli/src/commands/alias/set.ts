import { updateConfig } from '@clio/node';
import { joinWords, splitWords } from '../../aliases/splitWords.js';
import type { Context } from '../../context/Context.js';
import { UsageError } from '../../errors/CliError.js';
import type { CommandInput } from '../CommandInput.js';

export interface SetOptions {
  readonly name: string;
  /** What it stands for. */
  readonly text: string;
}

export function toOptions(input: CommandInput): SetOptions {
  const name = input.word(0, 'the name');
  if (!/^[a-z0-9][\w-]*$/i.test(name))
    throw new UsageError(`"${name}" cannot be the name of an alias`, {
      why: 'It may hold letters, digits, dashes and underscores.',
    });
  input.word(1, 'what the alias stands for');
  const words = input.words.slice(1);
  const shell = input.has('shell') || words[0]!.startsWith('!');
  if (shell && words.length > 1)
    throw new UsageError('what the shell is to run is one text', {
      next: `Put it into quotes: clio alias set ${name} '!…'`,
    });
  // One word is a text as the shell took it out of its quotes.
  const text = words.length === 1 ? words[0]!.trim() : joinWords(words);
  return { name, text: shell ? `!${text.replace(/^!/, '')}` : text };
}

/** Saves an alias. */
export async function run(context: Context, { name, text }: SetOptions): Promise<undefined> {
  // Imported here: the list of commands imports this command's own specification.
  const { commands } = await import('../index.js');
  const known = [...commands.groups, ...commands.top].map((command) => command.name);
  if (known.includes(name))
    throw new UsageError(`"${name}" is a command`, { next: 'Choose another name.' });
  const isLine = text.startsWith('!') && text.slice(1).trim() !== '';
  if (!isLine) {
    const [first = ''] = splitWords(text);
    if (!known.includes(first))
      throw new UsageError(`an alias stands for a command, and "${first}" is none`, {
        why: first === 'clio' ? 'Leave "clio" out.' : `The commands are listed by "clio".`,
      });
  }
  let before: string | undefined;
  const { path } = await updateConfig(
    (config) => {
      before = config.aliases?.[name];
      return { ...config, aliases: { ...config.aliases, [name]: text } };
    },
    { env: context.env },
  );
  await context.note(
    before === undefined || before === text
      ? `Saved in ${path}.`
      : `Saved in ${path}; before, it stood for: ${before}`,
  );
}

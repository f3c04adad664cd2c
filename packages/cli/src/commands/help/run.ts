import type { Context } from '../../context/Context.js';
import { UsageError } from '../../errors/CliError.js';
import { suggest } from '../../errors/suggest.js';
import { topics } from '../../help/topics.js';
import type { CommandInput } from '../CommandInput.js';

export interface HelpOptions {
  /** A topic, or a command and its verb; nothing for the overview. */
  readonly words: readonly string[];
}

export function toOptions(input: CommandInput): HelpOptions {
  return { words: input.words };
}

/** Prints a topic, a command's help, or the overview. */
export async function run(context: Context, { words }: HelpOptions): Promise<undefined> {
  const [first] = words;
  const topic = topics.find(({ name }) => name === first);
  const text = topic && words.length === 1 ? await topic.text() : await helpOf(context, words);
  await context.streams.stdout.write(text);
}

async function helpOf(context: Context, words: readonly string[]): Promise<string> {
  // Imported here: the list of commands imports this command's own specification.
  const { commands } = await import('../index.js');
  const [noun, verb, ...rest] = words;
  if (noun === undefined) {
    const { overview } = await import('../../help/overview.js');
    return overview(commands, context);
  }
  const group =
    commands.groups.find(({ name }) => name === noun) ??
    commands.top.find(({ name, commands: verbs }) => name === noun && verbs);
  const known = group
    ? (group.commands ?? []).map(({ name }) => name)
    : [...commands.groups, ...commands.top.filter(({ hidden }) => !hidden), ...topics].map(
        ({ name }) => name,
      );
  const found = group
    ? verb === undefined || known.includes(verb)
    : verb === undefined && commands.top.some(({ name }) => name === noun);
  const alias = found || group || verb !== undefined ? undefined : await aliasOf(context, noun);
  if (alias !== undefined) return alias;
  if (!found || rest.length > 0) {
    const wrong = group ? verb! : noun;
    const near = suggest(wrong, known);
    throw new UsageError(`there is no command or topic "${words.join(' ')}"`, {
      why: `There are ${known.join(', ')}.`,
      next: near && `Did you mean "clio help ${group ? `${noun} ` : ''}${near}"?`,
    });
  }
  const { parseArguments } = await import('../../program.js');
  const request = parseArguments(commands, [...words, '--help']);
  return request.kind === 'help' ? request.text : '';
}

/** What an alias of the person's own stands for; undefined where there is none of that name. */
async function aliasOf(context: Context, name: string): Promise<string | undefined> {
  const { findAlias } = await import('../../aliases/findAlias.js');
  const text = await findAlias(name, context.env);
  if (text === undefined) return undefined;
  const change = '"clio help alias" to change it.';
  return text.startsWith('!')
    ? `${name} is an alias of yours for: sh -c '${text.slice(1)}'\n\nSee ${change}\n`
    : `${name} is an alias of yours for: clio ${text}\n\nSee "clio ${name} --help", and ${change}\n`;
}

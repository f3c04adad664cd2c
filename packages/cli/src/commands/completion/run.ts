import { type Shell, scripts, shells } from '../../completion/scripts.js';
import type { Context } from '../../context/Context.js';
import { UsageError } from '../../errors/CliError.js';
import type { CommandInput } from '../CommandInput.js';

export interface CompletionOptions {
  readonly shell: Shell;
}

export function toOptions(input: CommandInput): CompletionOptions {
  const word = input.word(0, 'the shell');
  const shell = shells.find((one) => one === word || (one === 'powershell' && word === 'pwsh'));
  if (shell === undefined)
    throw new UsageError(`there is no completion for "${word}"`, {
      why: `The shells are ${shells.join(', ')}.`,
    });
  return { shell };
}

/** Prints the script of a shell. */
export async function run(context: Context, { shell }: CompletionOptions): Promise<undefined> {
  await context.streams.stdout.write(scripts[shell]);
}

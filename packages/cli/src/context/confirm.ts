import { CancelledError } from '../errors/CliError.js';
import type { Context } from './Context.js';

/** What a person is asked before something is written. */
export interface Confirmation {
  /** Such as `Write 12 values to 5 bodies?`. */
  readonly question: string;
  /** `--yes`: nobody is asked. */
  readonly yes: boolean;
  /** A number that must be typed instead of a yes, for a write so large that a slip would cost weeks. */
  readonly typed?: number | undefined;
}

/**
 * Returns when the write may go on: `--yes` was given, or a person said yes. Enter alone is no.
 *
 * @throws CancelledError (exit code 2) for a no, and without a terminal, naming `--yes`.
 *
 * @example
 * ```ts
 * await confirm(context, { question: `Write ${changes} values?`, yes: options.yes });
 * ```
 */
export async function confirm(
  context: Context,
  { question, yes, typed }: Confirmation,
): Promise<void> {
  if (yes) return;
  if (!context.canAsk)
    throw new CancelledError('nothing was written', {
      why: 'There is no terminal to ask on.',
      next: 'Say --yes to go on without being asked.',
    });
  const prompt = await context.prompt();
  const agreed =
    typed === undefined
      ? await prompt.confirm(question)
      : (await prompt.text(`${question} Type ${typed} to go on:`)).replace(/[\s,]/g, '') ===
        String(typed);
  if (!agreed) throw new CancelledError('cancelled; nothing was written');
}

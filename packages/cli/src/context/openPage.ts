import type { CommandInput } from '../commands/CommandInput.js';
import type { FlagSpec } from '../commands/CommandSpec.js';
import { UsageError } from '../errors/CliError.js';
import type { Context } from './Context.js';

/** `--web`, with what it opens. */
export function webFlag(page: string): FlagSpec {
  return { flags: '-w, --web', description: `open ${page} in a browser (or print its address)` };
}

/**
 * Whether `--web` is there.
 *
 * @throws UsageError beside a flag that says how to print what is then not printed.
 */
export function asksForPage(input: CommandInput): boolean {
  if (!input.has('web')) return false;
  const other = ['json', 'format', 'jq', 'template', 'output'].find((name) => input.has(name));
  if (other !== undefined)
    throw new UsageError(`--web shows a page, and --${other} prints records`, {
      next: 'Leave one of them out.',
    });
  return true;
}

/** Opens a page from a terminal. A script gets the address, and so does who has no browser. */
export async function openPage(context: Context, address: string): Promise<void> {
  const { stdout } = context.streams;
  if (stdout.isTTY && (await context.openBrowser(address))) {
    await context.note(`Opening ${address.split('#')[0]} in your browser.`);
    return;
  }
  await stdout.write(`${address}\n`);
}

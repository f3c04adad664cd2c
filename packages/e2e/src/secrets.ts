import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Commands whose job it is to print a token. */
function mayPrint(argv: readonly string[]): boolean {
  return argv.slice(0, 2).join(' ') === 'auth token' || argv[0] === 'sandbox';
}

/** As much of a token as is too much. */
const telling = 12;

/** The alias of a user whose token, or the beginning of it, is in a text. */
export function tokenIn(
  text: string,
  tokens: Readonly<Record<string, string>>,
): string | undefined {
  return Object.entries(tokens).find(([, token]) => text.includes(token.slice(0, telling)))?.[0];
}

/** Fails when a command printed a token that it must not print, or the trace of a stack. */
export function checkPrinted(
  argv: readonly string[],
  printed: { stdout: string; stderr: string },
  tokens: Readonly<Record<string, string>>,
): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    const owner = mayPrint(argv) ? undefined : tokenIn(printed[stream], tokens);
    if (owner !== undefined)
      throw new Error(`clio ${argv.join(' ')}: the token of ${owner} is on ${stream}`);
  }
  if (/^\s+at .+:\d+:\d+\)?$/m.test(printed.stderr))
    throw new Error(`clio ${argv.join(' ')}: a stack trace:\n${printed.stderr}`);
}

/** Fails when a file below a folder, other than the store of tokens, holds a token. */
export function checkFiles(folder: string, tokens: Readonly<Record<string, string>>): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name === 'tokens.json') continue;
    const path = join(entry.parentPath, entry.name);
    const owner = tokenIn(readFileSync(path, 'latin1'), tokens);
    if (owner !== undefined) throw new Error(`the token of ${owner} is in ${path}`);
  }
}

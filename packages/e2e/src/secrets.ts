import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much of a token as is too much, at its beginning or its end. */
const telling = 12;

/** What tells a token, and whose it is: all tokens that this process has dealt with. */
const known = new Map<string, string>();

/** From now on these tokens, by the aliases of their owners, are searched for in all that is printed. */
export function watchFor(tokens: Readonly<Record<string, string>>): void {
  for (const [alias, token] of Object.entries(tokens)) {
    // A short one is told by all of it: its parts may be words.
    const parts =
      token.length < 2 * telling ? [token] : [token.slice(0, telling), token.slice(-telling)];
    for (const part of parts) known.set(part, alias);
  }
}

/** The alias of a user whose token, or a telling part of it, is in a text. */
export function tokenIn(text: string, ignored = (_part: string) => false): string | undefined {
  for (const [part, alias] of known) if (!ignored(part) && text.includes(part)) return alias;
  return undefined;
}

/** The sandbox's sample has its tokens in its own code, and so has what Node keeps compiled of it. */
const isInCode = (part: string) => part.startsWith('sample-');

/** Whether it is the job of a command to print a token: `auth token` and `sandbox start`. */
export function mayPrintToken(command: string | readonly string[]): boolean {
  const line = typeof command === 'string' ? command : command.join(' ');
  return /(^|clio )(auth token|sandbox start)\b/.test(line);
}

/** Fails when a program printed a token that it must not print. Each text is named by its stream. */
export function checkPrinted(what: string, printed: Readonly<Record<string, string>>): void {
  for (const [stream, text] of Object.entries(printed)) {
    const owner = tokenIn(text);
    if (owner !== undefined) throw new Error(`${what}: the token of ${owner} is on ${stream}`);
  }
}

/** Fails when a program printed the trace of a stack, which is no message for a person. */
export function checkMessage(what: string, stderr: string): void {
  if (/^\s+at .+:\d+:\d+\)?$/m.test(stderr)) throw new Error(`${what}: a stack trace:\n${stderr}`);
}

/** Fails when a file below a folder, other than the store of tokens, holds a token. */
export function checkFiles(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || entry.name === 'tokens.json') continue;
    const path = join(entry.parentPath, entry.name);
    const compiled = path.includes(join('clio', 'compiled'));
    const owner = tokenIn(readFileSync(path, 'latin1'), compiled ? isInCode : undefined);
    if (owner !== undefined) throw new Error(`the token of ${owner} is in ${path}`);
  }
}

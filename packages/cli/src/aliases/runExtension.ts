import type { System } from '../context/System.js';
import type { ExitCode } from '../errors/ExitCode.js';

/**
 * Runs the program `clio-NAME` of the PATH for `clio NAME …`, with the words after it, on the same
 * streams. A name with other characters than letters, digits, dashes and underscores is none.
 *
 * @returns its exit code; undefined where there is no such program.
 */
export async function runExtension(
  [name = '', ...args]: readonly string[],
  system: System,
): Promise<ExitCode | undefined> {
  if (!/^[a-z0-9][\w-]*$/i.test(name)) return undefined;
  return (await system.runProgram?.(`clio-${name}`, args)) as ExitCode | undefined;
}

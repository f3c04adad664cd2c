import type { System } from '../context/System.js';
import { CliError } from '../errors/CliError.js';
import { ExitCode } from '../errors/ExitCode.js';

/**
 * Runs a line of the shell on the same streams. It finds the name of the alias in `$0`, and the words after
 * it in `$1`, `$2` and `"$@"`.
 *
 * @returns its exit code.
 */
export async function runLine(
  line: string,
  words: readonly string[],
  system: System,
): Promise<ExitCode> {
  const exitCode = await system.runProgram?.('sh', ['-c', line, ...words]);
  if (exitCode === undefined)
    throw new CliError(ExitCode.failed, `the alias "${words[0]}" needs sh, which is not there`, {
      why: `It stands for: !${line}`,
    });
  return exitCode as ExitCode;
}

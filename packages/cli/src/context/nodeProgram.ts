import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CliError } from '../errors/CliError.js';
import { ExitCode } from '../errors/ExitCode.js';

/**
 * Runs a program on the streams of this process. Signals reach it by themselves where they come from
 * the terminal; the others are passed on.
 *
 * @returns its exit code, 128 and the number of the signal that ended it, or undefined where there is no such program.
 */
export function nodeProgram(program: string, args: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    // A script on Windows is a .cmd file, which only the shell can start; its words are never joined here.
    const child = spawn(program, args, { stdio: 'inherit' });
    const pass = () => child.kill('SIGTERM');
    process.on('SIGTERM', pass);
    child.on('error', (error: NodeJS.ErrnoException) => {
      process.off('SIGTERM', pass);
      if (error.code === 'ENOENT') resolve(undefined);
      else
        reject(
          new CliError(ExitCode.failed, `${program} cannot be run`, {
            why: error.code === 'EACCES' ? 'You may not run it.' : `${error.message}.`,
            next: 'Make the file executable (chmod +x), or take it off your PATH.',
            cause: error,
          }),
        );
    });
    child.on('close', (code, signal) => {
      process.off('SIGTERM', pass);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

import type { Environment } from '../environment/readEnvironment.js';

/** How a program ended. */
export interface ProgramResult {
  /** `missing`: there is no such program; `timeout`: it did not end in time and was stopped. */
  readonly end: 'done' | 'failed' | 'missing' | 'timeout';
  readonly output: string;
  /** What it said on standard error. */
  readonly complaint: string;
}

/** Runs `gcloud` with some arguments; never rejects but for an aborted signal. */
export type GcloudRunner = (
  args: readonly string[],
  options: { readonly timeout: number; readonly signal?: AbortSignal | undefined },
) => Promise<ProgramResult>;

/** Runs the `gcloud` that is found on the PATH of an environment. */
export function gcloudRunner(env: Environment = process.env): GcloudRunner {
  return async (args, { timeout, signal }) => {
    // Most runs ask for nothing, and the module takes its time to load.
    const { execFile } = await import('node:child_process');
    return new Promise((resolve, reject) => {
      // On Windows gcloud is a script, which only a shell runs; the arguments are our own words.
      const shell = process.platform === 'win32';
      execFile(
        'gcloud',
        [...args],
        {
          env: { ...env, CLOUDSDK_CORE_DISABLE_PROMPTS: '1' },
          timeout,
          killSignal: 'SIGKILL',
          signal,
          shell,
          windowsHide: true,
        },
        (error, output, complaint) => {
          if (signal?.aborted) reject(signal.reason);
          else if (!error) resolve({ end: 'done', output, complaint });
          else if (error.code === 'ENOENT') resolve({ end: 'missing', output, complaint });
          else resolve({ end: error.killed ? 'timeout' : 'failed', output, complaint });
        },
      );
    });
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { checkPrinted } from './secrets.js';

/** What a program printed and how it ended. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a program. */
export interface RunOptions {
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Standard input; nothing when left out. */
  readonly input?: string | undefined;
  /** Whether it is the program's job to print a token on standard output. */
  readonly mayPrintToken?: boolean | undefined;
  /** Whether the program and all that it starts are a group of processes, to be ended together. */
  readonly group?: boolean | undefined;
}

/** A program that was started. */
export interface Running {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

/** Starts a program and collects what it prints, in which no known token may be. */
export function start(command: string, args: readonly string[], options: RunOptions = {}): Running {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: options.group === true,
  });
  const outcome = new Promise<Outcome>((resolve, reject) => {
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const stdout = Buffer.concat(out).toString('utf8');
      const stderr = Buffer.concat(err).toString('utf8');
      try {
        checkPrinted([command, ...args].join(' '), {
          stderr,
          ...(options.mayPrintToken ? {} : { stdout }),
        });
        resolve({ code, signal, stdout, stderr });
      } catch (error) {
        reject(error);
      }
    });
  });
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  return { child, outcome };
}

/** Runs a program to its end and collects what it prints. */
export function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  return start(command, args, options).outcome;
}

/** The outcome of a program without which there is no going on. */
export function must(outcome: Outcome): Outcome {
  if (outcome.code !== 0) throw new Error(`It ended with ${outcome.code}: ${outcome.stderr}`);
  return outcome;
}

import { ExitCode } from './ExitCode.js';

/** What a reader of an error needs beside the first line. */
export interface CliErrorParts extends ErrorOptions {
  /** Why it failed, one sentence. */
  readonly why?: string | undefined;
  /** What to do next, one sentence or command. More than one where there is a choice. */
  readonly next?: string | readonly string[] | undefined;
}

/** A failure that a command reports itself: what, why, what next, and the exit code. */
export class CliError extends Error {
  override name = 'CliError';
  readonly exitCode: ExitCode;
  readonly why: string | undefined;
  readonly next: readonly string[];

  constructor(exitCode: ExitCode, what: string, parts: CliErrorParts = {}) {
    super(what, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.exitCode = exitCode;
    this.why = parts.why;
    this.next = parts.next === undefined ? [] : [parts.next].flat();
  }
}

/** The words typed cannot be carried out: an unknown command, flag or value, or one that is missing. */
export class UsageError extends CliError {
  override name = 'UsageError';
  constructor(what: string, parts?: CliErrorParts) {
    super(ExitCode.validation, what, parts);
  }
}

/** The person at the keyboard said no, or nobody was there to be asked. Nothing was changed. */
export class CancelledError extends CliError {
  override name = 'CancelledError';
  constructor(what: string, parts?: CliErrorParts) {
    super(ExitCode.cancelled, what, parts);
  }
}

/** Ctrl-C (130) or SIGTERM (143), also at a prompt. Says nothing: the person knows. */
export class InterruptedError extends CliError {
  override name = 'InterruptedError';
  constructor(signal: 'SIGINT' | 'SIGTERM' = 'SIGINT') {
    super(signal === 'SIGINT' ? ExitCode.interrupted : ExitCode.terminated, `stopped by ${signal}`);
  }
}

/** Who reads our output has gone away (`| head -1`). The program ends at once, with 0 and silently. */
export class OutputClosedError extends CliError {
  override name = 'OutputClosedError';
  constructor() {
    super(ExitCode.done, 'the reader of the output has closed it');
  }
}

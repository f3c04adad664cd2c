import type { ExitCode } from '../../errors/ExitCode.js';

/** What one check found. */
export interface Finding {
  readonly state: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was found, one sentence. */
  readonly message: string;
  /** What to do about it; null where nothing needs doing. */
  readonly remedy: string | null;
  /** The exit code that a command would end with for this reason. */
  readonly exitCode: ExitCode;
}

/** One check, by the name under which it is shown. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<Finding>;
}

/** All is well. */
export function ok(message: string): Finding {
  return { state: 'ok', message, remedy: null, exitCode: 0 };
}

/** It works, but somebody should look at it. */
export function warning(message: string, remedy: string): Finding {
  return { state: 'warning', message, remedy, exitCode: 0 };
}

/** It does not work. */
export function failed(message: string, remedy: string, exitCode: ExitCode): Finding {
  return { state: 'failed', message, remedy, exitCode };
}

/** It could not be looked at, for lack of something before it. */
export function skipped(message: string): Finding {
  return { state: 'skipped', message, remedy: null, exitCode: 0 };
}

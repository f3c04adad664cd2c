import {
  type AuthenticationError,
  type ClioError,
  isClioError,
  type NotFoundError,
  type TokenExpiredError,
} from '@clio/core';
import { CliError, InterruptedError, OutputClosedError } from './CliError.js';
import { ExitCode } from './ExitCode.js';

const unexpected = 'something unexpected went wrong';

/** An error in the words of the shell. */
export interface ErrorReport {
  readonly exitCode: ExitCode;
  /** Lines for standard error; none for an end that the person caused. */
  readonly lines: readonly string[];
}

/**
 * Turns any error into what is printed and the exit code: one line what failed, one line why, one line
 * what to do next. A stack trace is never printed, and a token is never in a message.
 */
export function reportError(error: unknown): ErrorReport {
  if (error instanceof InterruptedError || error instanceof OutputClosedError)
    return { exitCode: error.exitCode, lines: [] };
  if (error instanceof CliError)
    return {
      exitCode: error.exitCode,
      lines: [error.message, ...(error.why ? [error.why] : []), ...error.next],
    };
  if (isClioError(error)) return { exitCode: exitCodeOf(error), lines: describe(error) };
  const message = error instanceof Error ? error.message : String(error);
  return {
    exitCode: ExitCode.failed,
    lines: [
      `${unexpected}: ${message}`,
      'Run the command again with --debug, and report what it prints.',
    ],
  };
}

/**
 * The causes of an error, outermost first, one line each; for `--debug`. Of an error that no command
 * knows, which is a fault of our own, it says first where it was thrown.
 */
export function causesOf(error: unknown): string[] {
  const lines = reportError(error).lines[0]?.startsWith(unexpected) ? placesOf(error) : [];
  const seen = new Set<unknown>([error]);
  let cause = error instanceof Error ? error.cause : undefined;
  while (cause !== undefined && cause !== null && !seen.has(cause) && seen.size < 10) {
    seen.add(cause);
    const { name, message, code } = cause as { name?: string; message?: string; code?: string };
    lines.push(
      `caused by ${name ?? 'Error'}${code ? ` ${code}` : ''}: ${message ?? String(cause)}`,
    );
    cause = (cause as { cause?: unknown }).cause;
  }
  return lines;
}

/** The innermost calls that an error came from. */
function placesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const calls = [...(error.stack ?? '').matchAll(/^\s+at (.+)$/gm)].map(([, call]) => call);
  return [`${error.name}, in ${calls.slice(0, 8).join(', ')}`];
}

/** The exit code of an error of the library. */
export function exitCodeOf(error: ClioError): ExitCode {
  switch (error.code) {
    case 'input':
    case 'write-refused':
      return ExitCode.validation;
    case 'authentication':
    case 'credential-unavailable':
    case 'token-expired':
      return ExitCode.needsLogin;
    case 'network':
    case 'timeout':
    case 'rate-limit':
    case 'server':
    case 'truncated':
      return ExitCode.unavailable;
    case 'not-found':
      // A name that was typed and that nothing has, where the names that there are are known.
      return (error as NotFoundError).known ? ExitCode.validation : ExitCode.failed;
    case 'write-incomplete':
      return ExitCode.partly;
    default:
      return ExitCode.failed;
  }
}

function describe(error: ClioError): string[] {
  const { remedy, source } = error as Partial<TokenExpiredError>;
  if (exitCodeOf(error) !== ExitCode.needsLogin) return sentences(error.message);
  const what = remedy ? error.message.replace(remedy, '').trim() : error.message;
  if (isClioError(error, 'credential-unavailable'))
    return withoutToken(what.split(/(?<=\.) (?=[A-Z]|gcloud |https?:)/));
  const none =
    isClioError(error, 'authentication') && (error as AuthenticationError).source === undefined;
  return [
    ...sentences(what),
    !none && source?.includes('CLIO_TOKEN')
      ? 'Set CLIO_TOKEN to a valid token, or unset it and run "clio auth login".'
      : 'Run "clio auth login" to log in, or set CLIO_TOKEN.',
  ];
}

/** That nothing is saved is what has failed; what else was looked for is why, on one line. */
function withoutToken(tried: readonly string[]): string[] {
  const saved = tried.findIndex((one) => one.startsWith('No token is saved'));
  const first = tried[Math.max(saved, 0)] ?? 'There is no token.';
  const others = tried.filter((one) => one !== first).join(' ');
  return [
    first,
    ...(others === '' ? [] : [others]),
    'Run "clio auth login" to log in, or set CLIO_TOKEN.',
  ];
}

/** The library says what, why and what next in one text; here each has a line. */
function sentences(message: string): string[] {
  return message.split(/(?<=[.!?]) (?=[A-Z])/);
}

import { isClioError } from '../../errors/ClioError.js';
import type { RateLimitError, ResponseError } from '../../errors/ResponseError.js';

/**
 * What a failed write means for the run:
 *
 * - `stop`: the next request would fail as well (token, rights, journal, a locked version);
 * - `rejected`: the server refused something in it, so smaller requests tell what;
 * - `declined`: the server asks for patience, and most likely did nothing;
 * - `uncertain`: it may have been carried out, in part or whole.
 */
export type FailureKind = 'stop' | 'rejected' | 'declined' | 'uncertain';

/** A failure, judged. */
export interface Failure {
  readonly kind: FailureKind;
  readonly error: unknown;
  /** Whether fewer requests at once may help. */
  readonly overload: boolean;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfter: number | undefined;
  /** The version has been locked. */
  readonly locked: boolean;
  /** Whether part of the request may have been carried out all the same. */
  readonly carriedOut: boolean;
}

/** Judges what a write request threw. */
export function classifyFailure(error: unknown): Failure {
  const failure = (kind: FailureKind, more: Partial<Failure> = {}): Failure => ({
    kind,
    error,
    overload: false,
    retryAfter: undefined,
    locked: false,
    carriedOut: true,
    ...more,
  });
  if (isClioError(error, 'timeout')) return failure('uncertain', { overload: true });
  if (isClioError(error, 'network', 'decode', 'truncated')) return failure('uncertain');
  const about = isClioError(error) ? (error as Partial<ResponseError>).detail : undefined;
  if (/in writing bodyid/i.test(about ?? '')) {
    // DVID failed on one record, and clio-store passes its status on. The records before it are written.
    const { status } = error as ResponseError;
    if (/locked node/i.test(about ?? '')) return failure('stop', { locked: true });
    if (status !== 429 && status !== 503) return failure('rejected');
    const { retryAfter } = error as RateLimitError;
    return failure('declined', { overload: true, retryAfter });
  }
  if (isClioError(error, 'rate-limit')) {
    const { retryAfter } = error as RateLimitError;
    return failure('declined', { overload: true, retryAfter, carriedOut: false });
  }
  if (isClioError(error, 'server')) {
    const { status } = error as ResponseError;
    if (status === 503) return failure('declined', { overload: true });
    return failure('uncertain', { overload: status === 504 });
  }
  if (isClioError(error, 'invalid-request')) {
    const { detail } = error as ResponseError;
    if (/locked node/i.test(detail ?? '')) return failure('stop', { locked: true });
    return failure('rejected');
  }
  // A redirect, or another status that is no refusal: something in between answered.
  if (isClioError(error, 'response')) return failure('uncertain');
  const refused = isClioError(
    error,
    'authentication',
    'permission',
    'credential-unavailable',
    'token-expired',
    'input',
  );
  return failure('stop', { carriedOut: !refused });
}

/** Whether the server says that it failed itself, which it may not do the next time. */
export function isPassing({ error }: Failure): boolean {
  return isClioError(error, 'server');
}

/** Whether the server itself ended the request with an error: nothing of it is under way any more. */
export function isServerError(error: unknown): boolean {
  return isClioError(error, 'server') && (error as ResponseError).status === 500;
}

/** What an error says, in one line. */
export function words(error: unknown): string {
  if (isClioError(error, 'invalid-request', 'server') && (error as ResponseError).detail) {
    return `the server said: ${(error as ResponseError).detail}`;
  }
  const text = error instanceof Error ? error.message : String(error);
  // One id tells which request it was.
  return text.replace(/(\/id-number\/[^\s,:]+),[^\s:]+/g, '$1,…');
}

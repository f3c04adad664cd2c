/** What kind of failure an error is; stable across versions and duplicate installs. */
export type ClioErrorCode =
  | 'input'
  | 'network'
  | 'timeout'
  | 'response'
  | 'authentication'
  | 'permission'
  | 'not-found'
  | 'invalid-request'
  | 'rate-limit'
  | 'server'
  | 'decode'
  | 'truncated'
  | 'write-refused'
  | 'write-incomplete'
  | 'journal'
  | 'credential-unavailable'
  | 'token-expired';

/** Marks our errors, so that {@link isClioError} works across duplicate installs of this package. */
const marker = Symbol.for('clio.error');

/**
 * Base of every error that this project throws on purpose. Its message says what failed, where, and
 * what to do next; it never holds a token or an internal address.
 *
 * @example
 * ```ts
 * try {
 *   await fetchDatasets(client);
 * } catch (error) {
 *   if (isClioError(error, 'network', 'timeout')) console.error(error.message);
 *   else throw error;
 * }
 * ```
 */
export class ClioError extends Error {
  override name = 'ClioError';
  readonly code: ClioErrorCode;
  readonly [marker] = true;

  constructor(code: ClioErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Whether a value is an error of this project, and, when codes are given, of one of these kinds.
 *
 * @example
 * ```ts
 * isClioError(error); // any
 * isClioError(error, 'not-found', 'permission'); // one of these
 * ```
 */
export function isClioError(value: unknown, ...codes: ClioErrorCode[]): value is ClioError {
  if (!(value instanceof Error) || !(marker in value)) return false;
  return codes.length === 0 || codes.includes((value as ClioError).code);
}

/**
 * Something given to the sandbox (a state, a list of faults, a time, an address) that cannot be
 * used. Nothing has been changed.
 *
 * @example
 * ```ts
 * import { createSandbox, SandboxError } from '@clio/sandbox';
 *
 * try {
 *   createSandbox({ state: { users: { ann: { token: '', email: 'ann@example.org' } } } });
 * } catch (error) {
 *   if (error instanceof SandboxError) console.log(error.pointer); // "/users/ann/token"
 * }
 * ```
 */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';

  constructor(
    /** What is wrong, without the place. */
    readonly problem: string,
    /** JSON pointer (RFC 6901) to the part that is wrong; empty for the whole. */
    readonly pointer = '',
    options?: ErrorOptions,
  ) {
    super(pointer === '' ? problem : `${pointer} ${problem}`, options);
  }
}

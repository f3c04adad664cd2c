import type { PythonValue } from '../python/values.js';

/** An answer other than success that a handler decides on: `{"detail": …}` with its status. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly detail: PythonValue,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status}`);
    this.name = 'HttpError';
  }
}

/** Not signed in. The only 401 with a `WWW-Authenticate`; every other one means "not allowed". */
export function notSignedIn(): HttpError {
  return new HttpError(401, 'Could not validate credentials', { 'www-authenticate': 'Bearer' });
}

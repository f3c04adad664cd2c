import { HttpError } from '../http/HttpError.js';
import { PythonError } from '../python/values.js';

/**
 * Runs what the server has wrapped so that every exception of its own becomes a 400; decisions to
 * answer otherwise pass.
 */
export function guard<T>(run: () => T, detail: (error: PythonError) => string): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PythonError) throw new HttpError(400, detail(error));
    throw error;
  }
}

/** {@link guard} where also answers such as 404 become a 400. */
export function guardAll<T>(run: () => T, detail: (text: string) => string): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PythonError) throw new HttpError(400, detail(error.text));
    if (error instanceof HttpError) {
      throw new HttpError(400, detail(`${error.status}: ${String(error.detail)}`));
    }
    throw error;
  }
}

/** Python's `KeyError` of a missing key. */
export function keyError(key: string): PythonError {
  return new PythonError('KeyError', `'${key}'`);
}

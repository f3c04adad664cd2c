import { ClioError } from './ClioError.js';

/** The record of a run cannot be kept or read: a full disk, missing permissions, or a damaged file. */
export class JournalError extends ClioError {
  override name = 'JournalError';
  /** File or folder that it is about, where there is one. */
  readonly path: string | undefined;

  constructor(message: string, options?: ErrorOptions & { path?: string }) {
    super('journal', message, options);
    this.path = options?.path;
  }
}

import { ClioError } from './ClioError.js';

/** A successful answer that cannot be read: not what the operation promises. */
export class DecodeError extends ClioError {
  override name = 'DecodeError';
  constructor(message: string, options?: ErrorOptions & { code?: 'decode' | 'truncated' }) {
    super(options?.code ?? 'decode', message, options);
  }
}

/** A list that never closed: the answer was cut off, so what was read is not all there is. */
export class TruncatedError extends DecodeError {
  override name = 'TruncatedError';
  /** Whole records read before the cut. */
  readonly recordsRead: number;
  constructor(message: string, options: ErrorOptions & { recordsRead: number }) {
    super(message, { ...options, code: 'truncated' });
    this.recordsRead = options.recordsRead;
  }
}

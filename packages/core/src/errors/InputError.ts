import { ClioError } from './ClioError.js';

/** Where in the caller's input a value stands; what is unknown is left out. */
export interface InputPlace {
  /** Name of the file or other source, as the caller gave it. */
  readonly source?: string;
  /** 1-based row or line in that source. */
  readonly row?: number;
  /** Column or field name. */
  readonly column?: string;
}

/** The caller passed something impossible; nothing was sent. */
export class InputError extends ClioError {
  override name = 'InputError';
  readonly place: InputPlace | undefined;

  constructor(message: string, options?: ErrorOptions & { place?: InputPlace }) {
    super('input', message, options);
    this.place = options?.place;
  }
}

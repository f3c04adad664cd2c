import type { Problem } from '../writing/Problem.js';
import type { WriteReport } from '../writing/WriteReport.js';
import { ClioError } from './ClioError.js';

/** The guards said no: nothing was sent. Every objection is listed, not only the first. */
export class WriteRefusedError extends ClioError {
  override name = 'WriteRefusedError';
  readonly violations: readonly Problem[];
  constructor(message: string, options: ErrorOptions & { violations: readonly Problem[] }) {
    super('write-refused', message, options);
    this.violations = options.violations;
  }
}

/** A run ended with bodies that failed, are unknown or were not sent. The report names each; `cause` is what stopped it. */
export class WriteIncompleteError extends ClioError {
  override name = 'WriteIncompleteError';
  readonly report: WriteReport;
  constructor(message: string, options: ErrorOptions & { report: WriteReport }) {
    super('write-incomplete', message, options);
    this.report = options.report;
  }
}

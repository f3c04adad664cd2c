import type { JournalStore } from './Journal.js';

/** How far a run is. */
export interface ApplyProgress {
  /** `write`, then once `verify`: everything written is read once more at the end. */
  readonly phase: 'write' | 'verify';
  /** Bodies with an outcome. */
  readonly done: number;
  /** Bodies in the plan. */
  readonly total: number;
  /** Bodies written so far. */
  readonly written: number;
  /** Bodies written a second, over the last seconds; 0 while unknown. */
  readonly rate: number;
  /** Estimated milliseconds to the end; undefined while unknown. */
  readonly remaining: number | undefined;
  /** Requests in flight at most. */
  readonly lanes: number;
  /** Id of the run in the journal. */
  readonly run: string | undefined;
}

/** Settings of {@link applyPlan}. */
export interface ApplyOptions {
  /** Keeps the record of the run. Default: none, and the run can be neither resumed nor undone. */
  readonly journal?: JournalStore | undefined;
  /** Bodies a request. Default 50. */
  readonly chunkSize?: number | undefined;
  /**
   * Requests in flight at most; it begins with one, and there are more only while they pay. Default 10:
   * eight to be carried out, and two on their way.
   */
  readonly lanes?: number | undefined;
  /** Attempts for what fails on the way, before a body is given up. Default 5. */
  readonly attempts?: number | undefined;
  /** Called after every chunk. */
  readonly onProgress?: ((progress: ApplyProgress) => void) | undefined;
  /** When aborted, chunks in flight are finished, nothing more is sent, and the report says what is left. */
  readonly signal?: AbortSignal | undefined;
  /** Asks DVID whether the version is still open, never with a credential. Default: the client's `fetch`. `false` asks nothing. */
  readonly dvid?: typeof globalThis.fetch | false | undefined;
  /** Waits, in milliseconds. Default: a timer. */
  readonly wait?: ((milliseconds: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** The clock. Default: the system's. */
  readonly now?: (() => Date) | undefined;
}

import type { BodyId } from '../integers/BodyId.js';
import type { FieldState, Plan } from './Plan.js';
import type { LeftField, Outcome } from './WriteReport.js';

/** One line of a journal. Plain data; integers may be bigint. */
export type JournalEntry = SendingEntry | OutcomeEntry | MarkEntry;

/** Written before a request goes out: these bodies may have changed from here on. */
export interface SendingEntry {
  readonly type: 'sending';
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly bodies: readonly BodyId[];
}

/** How it ended for one body, as a journal keeps it. */
export interface JournalOutcome {
  readonly bodyid: BodyId;
  readonly outcome: Outcome;
  readonly reason?: string | undefined;
  readonly left?: readonly LeftField[] | undefined;
  /** Fields as they were read back after the write, by name: what an undo may take back. */
  readonly wrote?: Readonly<Record<string, FieldState>> | undefined;
}

/** Written after the outcome of a request is known. */
export interface OutcomeEntry {
  readonly type: 'outcome';
  readonly at: string;
  readonly bodies: readonly JournalOutcome[];
}

/** A turn of the run. */
export interface MarkEntry {
  readonly type: 'resumed' | 'stopped' | 'finished';
  readonly at: string;
  readonly reason?: string | undefined;
}

/** The open record of one run. Only one process at a time holds it. */
export interface Journal {
  /** Id of the run. */
  readonly run: string;
  /**
   * Appends and resolves when the entry would survive a loss of power. When it rejects, nothing more
   * may be sent.
   */
  append(entry: JournalEntry): Promise<void>;
  /** Lets go of the run. */
  close(): Promise<void>;
}

/** Where journals are kept. Declared here, kept on disk by a package that knows disks. */
export interface JournalStore {
  /** Starts the record of a new run; resolves when the plan is safely stored. */
  begin(plan: Plan): Promise<Journal>;
  /** Takes up the record of a run that no living process holds. */
  reopen(run: string): Promise<Journal>;
  /** Everything that is on record of a run. */
  read(run: string): Promise<RunRecord>;
  /** Every run, newest first. */
  list(): Promise<readonly RunSummary[]>;
}

/** `running`: a living process holds it; `interrupted`: it can be resumed; `finished`: every body has a final outcome. */
export type RunState = 'running' | 'interrupted' | 'finished';

/** A run in a list. */
export interface RunSummary {
  readonly id: string;
  readonly state: RunState;
  readonly kind: Plan['kind'];
  /** ISO 8601 in UTC. */
  readonly started: string;
  readonly server: string;
  readonly dataset: string;
  readonly user: string;
  readonly uuid: string;
  readonly tag?: string | undefined;
  readonly source?: string | undefined;
  /** Of an undo: the run that it takes back. */
  readonly undoes?: string | undefined;
  /** How many bodies ended how; those without an outcome yet are `unsent`, or `unknown` when they were sent. */
  readonly counts: Readonly<Record<Outcome, number>>;
}

/** All that is on record of a run. */
export interface RunRecord extends RunSummary {
  readonly plan: Plan;
  /** The last outcome on record of each body; a body without one was not finished. */
  readonly outcomes: ReadonlyMap<BodyId, JournalOutcome>;
  /** Bodies that may have been sent, whether or not an outcome is on record. */
  readonly sent: ReadonlySet<BodyId>;
  /** Turns of the run, in order. */
  readonly marks: readonly MarkEntry[];
  /** What was repaired on reading, such as a torn last line, in words. */
  readonly repairs: readonly string[];
}

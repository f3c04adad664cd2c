import type { BodyId } from '../integers/BodyId.js';

/**
 * How it ended for one body; each has exactly one.
 *
 * | outcome | meaning | final |
 * | --- | --- | --- |
 * | `written` | at least one change is on the server, read back and found there; of a delete: the record is gone | yes |
 * | `same` | nothing had to change | yes |
 * | `conflict` | somebody else has changed the record since the plan, or undid the write at once; left alone | yes |
 * | `refused` | every change was protected; left alone | yes |
 * | `failed` | the server refused it, with its reason | yes |
 * | `unknown` | sent, and neither the answer nor reading back tells whether it arrived | no, resume finds out |
 * | `unsent` | not sent | no, resume sends it |
 */
export type Outcome = 'written' | 'same' | 'conflict' | 'refused' | 'failed' | 'unknown' | 'unsent';

/** Every outcome, in the order in which they are shown. */
export const outcomes: readonly Outcome[] = [
  'written',
  'same',
  'conflict',
  'refused',
  'failed',
  'unknown',
  'unsent',
];

/** A field that was left alone. */
export interface LeftField {
  readonly field: string;
  readonly verdict: 'protected' | 'conflict';
  readonly reason: string;
}

/** How it ended for one body. */
export interface BodyOutcome {
  readonly bodyid: BodyId;
  readonly outcome: Outcome;
  /** Why, where it is not plain. */
  readonly reason?: string | undefined;
  /** Fields that were left alone, also when others of this body were written. */
  readonly left?: readonly LeftField[] | undefined;
  /** Row of the input. */
  readonly row?: number | undefined;
}

/** What a run did: every body of the plan has its outcome here. */
export interface WriteReport {
  /** Id of the run in the journal; left out when there was none. */
  readonly run?: string | undefined;
  readonly kind: 'write' | 'delete' | 'undo';
  readonly server: string;
  readonly dataset: string;
  readonly uuid: string;
  readonly tag?: string | undefined;
  /** How many bodies ended how; every outcome is there, 0 included. */
  readonly counts: Readonly<Record<Outcome, number>>;
  /** How many fields were left alone, whatever became of the rest of their bodies. */
  readonly left: { readonly protected: number; readonly conflict: number };
  /** In the order of the plan. */
  readonly bodies: readonly BodyOutcome[];
  /** Requests sent for writing (a repeat counts again), and times that records were read. */
  readonly requests: { readonly writes: number; readonly reads: number };
  /** Why the run ended before its end, in words. */
  readonly stopped?: string | undefined;
}

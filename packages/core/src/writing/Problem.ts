import type { BodyId } from '../integers/BodyId.js';

/** Which guard objects. */
export type GuardRule =
  /** A value stands there and replacing it was not asked for. */
  | 'protected'
  /** Somebody else has changed the value since. */
  | 'conflict'
  /** An id that is none, or that a spreadsheet has damaged for certain. */
  | 'body-id'
  /** An id that looks as if a spreadsheet had rounded it. */
  | 'rounded-id'
  /** One body twice with different values. */
  | 'duplicate'
  /** The body does not exist in the segmentation. */
  | 'missing-body'
  /** `*_user` and `*_time` belong to the server. */
  | 'reserved'
  /** A field that the dataset does not have yet, where only known ones are allowed. */
  | 'unknown-field'
  /** A cell that does not fit the type of its column. */
  | 'type'
  /** A value that the server cannot keep exactly. */
  | 'value'
  /** The dataset's schema does not allow it. */
  | 'schema'
  /** The record holds a time stamp that is no text, which the server cannot write. */
  | 'provenance'
  /** More values would be replaced than allowed. */
  | 'overwrites'
  /** The caller lacks the role for writing. */
  | 'role'
  /** The version is locked. */
  | 'locked'
  /** The designated user cannot be sent as he is. */
  | 'designated-user';

/** One objection of a guard: what, where, why. */
export interface Problem {
  readonly rule: GuardRule;
  /** In words, with what to do. */
  readonly reason: string;
  /** Whether it refuses the whole run; otherwise the field is left alone and the rest is written. */
  readonly refuses: boolean;
  readonly bodyid?: BodyId | undefined;
  readonly field?: string | undefined;
  /** Name of the file. */
  readonly source?: string | undefined;
  /** 1-based line, record or row of the input. */
  readonly row?: number | undefined;
  /** Column of a table. */
  readonly column?: string | undefined;
}

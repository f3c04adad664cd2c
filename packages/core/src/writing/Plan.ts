import type { BodyId } from '../integers/BodyId.js';
import type { Problem } from './Problem.js';

/**
 * What a plan would do to one field of one body.
 *
 * | verdict | meaning | sent |
 * | --- | --- | --- |
 * | `add` | the field has no value, or an empty one, and gets one | yes |
 * | `overwrite` | another value is replaced, because it was asked for | yes |
 * | `clear` | the value is taken away, because it was asked for | yes |
 * | `same` | the value stands there already | no |
 * | `protected` | a value stands there and replacing it was not asked for | no |
 * | `conflict` | somebody else has changed the value since | no |
 * | `invalid` | the value cannot be written; the whole run is refused | no |
 */
export type Verdict = 'add' | 'overwrite' | 'clear' | 'same' | 'protected' | 'conflict' | 'invalid';

/** Every verdict, in the order in which they are shown. */
export const verdicts: readonly Verdict[] = [
  'add',
  'overwrite',
  'clear',
  'same',
  'protected',
  'conflict',
  'invalid',
];

/** Who wrote a value and when, as the server keeps it beside the value (`*_user`, `*_time`). */
export interface Stamps {
  /** Left out when there is none. A text; anything else was put there by another program. */
  readonly user?: unknown;
  /** RFC 3339 with seconds, as the server wrote it. Left out when there is none. */
  readonly time?: unknown;
}

/** A field as it was seen: its value and its stamps. `value` is left out when the field has none. */
export interface FieldState extends Stamps {
  readonly value?: unknown;
}

/** What happens to one field of one body. */
export interface PlannedChange {
  readonly field: string;
  readonly verdict: Exclude<Verdict, 'same'>;
  /** As seen when the plan was made; apply leaves the field alone when it no longer stands so. */
  readonly before: FieldState;
  /** The value to be; left out when the field is to have none. */
  readonly after?: unknown;
  /**
   * Stamps to be, given explicitly: only when something is restored. `null` or left out means none.
   * Without this the server stamps the change itself.
   */
  readonly stamps?: { readonly user?: string | null; readonly time?: string | null } | undefined;
  /** Where the input says so: 1-based line, record or row. */
  readonly row?: number | undefined;
  /** Why it is protected, in conflict or invalid, in words. */
  readonly reason?: string | undefined;
}

/** What happens to one body. */
export interface PlannedBody {
  readonly bodyid: BodyId;
  /** `write` merges fields into the record, `delete` takes the whole record away. */
  readonly action: 'write' | 'delete';
  /** Whether the body had a record when the plan was made. */
  readonly existed: boolean;
  /** Only what is not `same`. */
  readonly changes: readonly PlannedChange[];
  /** How many fields stand there already. */
  readonly same: number;
  readonly row?: number | undefined;
  /** In whose name the values are written, where not in the caller's own. */
  readonly designatedUser?: string | undefined;
  /** Of a delete: the record as it was seen, stamps and all. */
  readonly record?: Readonly<Record<string, unknown>> | undefined;
  /** The record itself is put back, which had no field: nothing but the id is sent. */
  readonly bare?: true | undefined;
  /** Fields with this value go along unchanged, because the dataset's schema wants them in every write. */
  readonly along?: Readonly<Record<string, unknown>> | undefined;
}

/** The version that a plan is for. */
export interface PlanTarget {
  /** Every request of the run names this version. */
  readonly uuid: string;
  readonly tag?: string | undefined;
  /** The version that was asked for; left out when the plan is for the head. */
  readonly asked?: string | undefined;
}

/** How the guards were set. Each is one relaxation or restriction, and the plan keeps them all. */
export interface GuardOptions {
  /** Fields whose existing values may be replaced or cleared. Default: none. */
  readonly overwrite?: readonly string[] | undefined;
  /** Existing values that the caller set himself may be replaced or cleared. Default `false`. */
  readonly overwriteMine?: boolean | undefined;
  /** Refuse a run that would replace or clear more than this many values. Default: no limit. */
  readonly maxOverwrites?: number | undefined;
  /** Refuse the whole run when a field is protected or in conflict. Default `false`. */
  readonly allOrNothing?: boolean | undefined;
  /** Refuse fields that the dataset does not have yet, instead of warning. Default `false`. */
  readonly knownFields?: boolean | undefined;
  /** Write empty texts and empty lists too, instead of leaving them out. Default `false`. */
  readonly writeEmpty?: boolean | undefined;
  /** Write to bodies that do not exist in the segmentation. Default `false`. */
  readonly missingBodies?: boolean | undefined;
  /** Write without the role that the dataset asks for. Default `false`. */
  readonly ignoreRole?: boolean | undefined;
  /** Write what the dataset's schema does not allow; the server may refuse it then. Default `false`. */
  readonly ignoreSchema?: boolean | undefined;
  /** Take ids that look as if a spreadsheet had rounded them. Default `false`. */
  readonly roundedIds?: boolean | undefined;
}

/** Something a person who reads the plan should know; it stops nothing. */
export interface Notice {
  readonly kind:
    | 'column-type'
    | 'repaired'
    | 'merged'
    | 'empty'
    | 'unknown-field'
    | 'unchecked'
    | 'unrestorable'
    | 'bare-record'
    | 'set-by-others'
    | 'target'
    | 'role'
    | 'table';
  /** One sentence. */
  readonly message: string;
  readonly bodyid?: BodyId | undefined;
  readonly field?: string | undefined;
  readonly row?: number | undefined;
}

/**
 * What would be written, and the state it stands on: plain data, to be read by a person, kept in a
 * file ({@link writePlan}, {@link readPlan}) and carried out by {@link applyPlan}.
 */
export interface Plan {
  readonly format: 'clio-plan';
  /** Version of this format. */
  readonly version: 1;
  readonly kind: 'write' | 'delete' | 'undo';
  /** Address of the server. */
  readonly server: string;
  readonly dataset: string;
  readonly target: PlanTarget;
  /** Email of who made the plan. */
  readonly user: string;
  /** When the plan was made, ISO 8601 in UTC. */
  readonly created: string;
  /** Name of the file that the input came from. */
  readonly source?: string | undefined;
  /** Of an undo: id of the run that it takes back. */
  readonly undoes?: string | undefined;
  readonly guards: GuardOptions;
  readonly notices: readonly Notice[];
  /** What is wrong with the input or the target; {@link guardPlan} adds what is protected. */
  readonly problems: readonly Problem[];
  /** How many cells stand there already, by field. */
  readonly same: Readonly<Record<string, number>>;
  /** In the order of the input, each body once. */
  readonly bodies: readonly PlannedBody[];
}

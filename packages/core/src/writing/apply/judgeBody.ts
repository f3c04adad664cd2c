import {
  fieldState,
  type RecordWithStamps,
  sameState,
  sameUser,
  whoAndWhen,
} from '../diff/fieldState.js';
import type { FieldState, PlannedBody, PlannedChange } from '../Plan.js';
import { sameValue } from '../values/sameValue.js';
import { showValue } from '../values/showValue.js';
import type { LeftField } from '../WriteReport.js';

/**
 * How a field stands against a planned change: `done` as it is to be, `waiting` as it was when the plan
 * was made, `changed` neither, so somebody else was there.
 */
export type Standing = 'done' | 'waiting' | 'changed';

/** How a field stands against its planned change. */
export function standing(change: PlannedChange, now: FieldState): Standing {
  if (isDone(change, now)) return 'done';
  return sameState(now, change.before) ? 'waiting' : 'changed';
}

/**
 * Whether a value that is given back stands there in part. One without stamps takes two records: the value,
 * which the server stamps, and then nulls for the stamps; between them a request may break off.
 */
function isHalf(
  { field, before, after, stamps }: PlannedChange,
  now: FieldState,
  writer: string,
): boolean {
  if (!stamps || after === undefined || field === 'user') return false;
  const stampIs = (kind: 'user' | 'time', of: FieldState) => sameValue(now[kind], of[kind]);
  const wanted = { user: stamps.user ?? undefined, time: stamps.time ?? undefined };
  if (sameValue(now.value, after)) {
    // Stamped by the server in the name of the writer, where there is to be no stamp.
    return (
      (stampIs('user', wanted) || (stamps.user == null && sameUser(now.user, writer))) &&
      (stampIs('time', wanted) || stamps.time == null)
    );
  }
  // Only the nulls have arrived.
  return (
    sameValue(now.value, before.value) &&
    (['user', 'time'] as const).every((kind) => stampIs(kind, wanted) || stampIs(kind, before))
  );
}

function isDone({ after, stamps }: PlannedChange, now: FieldState): boolean {
  if (!sameValue(now.value, after)) return false;
  if (!stamps) return true;
  return (
    sameValue(now.user, stamps.user ?? undefined) && sameValue(now.time, stamps.time ?? undefined)
  );
}

/** The record of a body against its planned changes. */
export interface BodyStanding {
  readonly done: readonly PlannedChange[];
  readonly waiting: readonly PlannedChange[];
  /** Whether anything is still to be sent: changes, or the record itself. */
  readonly open: boolean;
  /** Whether some that wait are there in part, by this very run. */
  readonly half: boolean;
  /** Left alone, with who was there. */
  readonly changed: readonly LeftField[];
}

/**
 * Compares the record of a body with what is to be sent of its plan.
 *
 * @param writer - in whose name this run may have sent it already.
 */
export function judgeBody(
  body: PlannedBody,
  changes: readonly PlannedChange[],
  record: RecordWithStamps | undefined,
  writer?: string,
): BodyStanding {
  const done: PlannedChange[] = [];
  const waiting: PlannedChange[] = [];
  const changed: LeftField[] = [];
  let half = false;
  const gone = body.existed && record === undefined;
  for (const change of changes) {
    const now = fieldState(record, change.field);
    const stands = standing(change, now);
    if (stands === 'done') done.push(change);
    else if (gone) {
      // Adding a field would bring back a body that somebody took away, with that field alone.
      changed.push(left(change, 'the record has been deleted since the plan'));
    } else if (stands === 'waiting') waiting.push(change);
    else if (writer !== undefined && isHalf(change, now, writer)) {
      half = true;
      waiting.push(change);
    } else {
      changed.push(
        left(
          change,
          `changed since the plan: it was ${showValue(change.before.value)} and is ${showValue(now.value)}, ${whoAndWhen(now)}`,
        ),
      );
    }
  }
  return {
    done,
    waiting,
    open: waiting.length > 0 || (body.bare === true && record === undefined),
    half,
    changed,
  };
}

function left({ field }: PlannedChange, reason: string): LeftField {
  return { field, verdict: 'conflict', reason };
}

/** What a plan has to send of a body: not what is protected, in conflict or invalid. */
export function sendable({ changes }: PlannedBody): PlannedChange[] {
  return changes.filter(
    ({ verdict }) => verdict === 'add' || verdict === 'overwrite' || verdict === 'clear',
  );
}

/** Fields that the plan itself leaves alone. */
export function leftByPlan({ changes }: PlannedBody): LeftField[] {
  return changes.flatMap(({ field, verdict, reason = '' }) =>
    verdict === 'protected' || verdict === 'conflict' ? [{ field, verdict, reason }] : [],
  );
}

/** Fields as they stand after a write, by name: what the journal keeps of it. */
export function statesAfter(
  changes: readonly PlannedChange[],
  record: RecordWithStamps | undefined,
): Record<string, FieldState> {
  return Object.fromEntries(changes.map(({ field }) => [field, fieldState(record, field)]));
}

/** Whether a value that stands as planned was put there in the name of this run. */
export function isOwn(change: PlannedChange, now: FieldState, writer: string): boolean {
  return change.stamps !== undefined || sameUser(now.user, writer) || change.field === 'user';
}

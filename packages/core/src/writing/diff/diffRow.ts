import { reservedField } from '../../tables/recordsFromTable.js';
import type { InputRow } from '../input/normaliseInput.js';
import type { GuardOptions, PlannedBody, PlannedChange } from '../Plan.js';
import { isEmptyValue } from '../values/isEmptyValue.js';
import { sameValue } from '../values/sameValue.js';
import { showValue } from '../values/showValue.js';
import { toStoredValue } from '../values/toStoredValue.js';
import { valueProblem } from '../values/valueProblem.js';
import { fieldState, type RecordWithStamps, sameUser, whoAndWhen } from './fieldState.js';

/** What a row of the input means for the record of its body. */
export interface RowDiff {
  readonly body: PlannedBody;
  /** Fields that stand there already. */
  readonly same: readonly string[];
  /** Fields whose empty value is not written. */
  readonly empty: readonly string[];
}

/** What a diff is made with. */
export interface DiffContext {
  readonly guards: GuardOptions;
  /** Email of the caller. */
  readonly user: string;
  /** Why a value cannot be written, or undefined. */
  readonly invalid: (row: InputRow, field: string, value: unknown) => string | undefined;
}

/** Compares a row with the record of its body, field by field. */
export function diffRow(
  row: InputRow,
  record: RecordWithStamps | undefined,
  context: DiffContext,
): RowDiff {
  const changes: PlannedChange[] = [];
  const same: string[] = [];
  const empty: string[] = [];
  for (const [field, given] of Object.entries(row.fields)) {
    const before = fieldState(record, field);
    const wanted = given === null ? undefined : toStoredValue(given);
    // What stands there already is not sent, so it need not be a value that could be.
    if (reservedField(field) === undefined && sameValue(before.value, wanted)) {
      same.push(field);
      continue;
    }
    const reason = context.invalid(row, field, given);
    const place = row.row === undefined ? {} : { row: row.row };
    const after = wanted === undefined ? {} : { after: wanted };
    if (reason !== undefined) {
      // A value that has no form in JSON would keep the plan from being shown.
      const shown = valueProblem(given) === undefined ? after : {};
      changes.push({ field, verdict: 'invalid', before, ...shown, ...place, reason });
      continue;
    }
    // An empty value that nobody asked for is most often a cell that nobody filled.
    if (given !== null && isEmptyValue(wanted) && context.guards.writeEmpty !== true) {
      empty.push(field);
      continue;
    }
    if (isEmptyValue(before.value)) {
      const verdict = wanted === undefined ? 'clear' : 'add';
      changes.push({ field, verdict, before, ...after, ...place });
      continue;
    }
    if (mayReplace(field, before.user, context)) {
      const verdict = wanted === undefined ? 'clear' : 'overwrite';
      changes.push({ field, verdict, before, ...after, ...place });
      continue;
    }
    changes.push({
      field,
      verdict: 'protected',
      before,
      ...after,
      ...place,
      reason: `${showValue(before.value)}, ${whoAndWhen(before)}, stands there; name the field to overwrite it`,
    });
  }
  const { bodyid, designatedUser } = row;
  return {
    body: {
      bodyid,
      action: 'write',
      existed: record !== undefined,
      changes,
      same: same.length + empty.length,
      ...(row.row === undefined ? {} : { row: row.row }),
      ...(designatedUser === undefined ? {} : { designatedUser }),
    },
    same,
    empty,
  };
}

/** Whether the guards open a value that `owner` has set. */
export function mayReplace(
  field: string,
  owner: unknown,
  { guards, user }: Pick<DiffContext, 'guards' | 'user'>,
): boolean {
  if (guards.overwrite?.includes(field)) return true;
  return guards.overwriteMine === true && sameUser(owner, user);
}

import type { BodyId } from '../../integers/BodyId.js';
import { nearestName } from '../../names/nearestName.js';
import { reservedField } from '../../tables/recordsFromTable.js';
import type { RecordWithStamps } from '../diff/fieldState.js';
import type { Existence } from '../facts/dvid.js';
import type { InputRow } from '../input/normaliseInput.js';
import type { GuardOptions, Notice } from '../Plan.js';
import type { Problem } from '../Problem.js';
import { isEmptyValue } from '../values/isEmptyValue.js';
import { valueProblem } from '../values/valueProblem.js';

/** What input is judged by. */
export interface JudgeFacts {
  readonly guards: GuardOptions;
  readonly source: string | undefined;
  /** Column of the table that holds the ids; undefined where the input is no table. */
  readonly idColumn?: string | undefined;
  readonly known: ReadonlySet<string>;
  readonly records: ReadonlyMap<BodyId, RecordWithStamps>;
  readonly existence: Existence | undefined;
  readonly problems: Problem[];
  readonly notices: Notice[];
}

const missingBody =
  'the body does not exist in the segmentation; it may have been merged into another';

/** Says what is wrong with rows and cells, and adds it to `problems` and `notices`. */
export function createJudge(facts: JudgeFacts) {
  const { guards, source, idColumn, known, records, existence, problems, notices } = facts;
  const unknown = new Map<string, number>();
  const refusedRows = new Map<InputRow, string>();
  // Their bodies are gone and their records are not: what says again what stands there changes nothing.
  const outlived = new Set<InputRow>();

  const report = (row: InputRow, problem: Pick<Problem, 'rule' | 'reason' | 'field'>) => {
    const column = problem.field ?? (problem.rule === 'designated-user' ? undefined : idColumn);
    problems.push({
      ...problem,
      refuses: true,
      bodyid: row.bodyid,
      ...(row.row === undefined ? {} : { row: row.row }),
      ...(source === undefined ? {} : { source }),
      ...(column === undefined ? {} : { column }),
    });
  };

  return {
    /** Judges a row as a whole. */
    row(row: InputRow) {
      const { bodyid, suspect, designatedUser } = row;
      const exists = records.has(bodyid) || existence?.present.has(bodyid) === true;
      if (suspect !== undefined && !exists && guards.roundedIds !== true) {
        refuse(row, 'rounded-id', `${suspect}; take the id from its source again, as text`);
      } else if (existence?.absent.has(bodyid) && guards.missingBodies !== true) {
        if (records.has(bodyid)) outlived.add(row);
        else refuse(row, 'missing-body', missingBody);
      }
      const user = designatedUser === undefined ? undefined : userProblem(designatedUser);
      if (user !== undefined) refuse(row, 'designated-user', user);
    },
    /** Judges a cell. */
    invalid: (row: InputRow, field: string, value: unknown): string | undefined => {
      if (outlived.delete(row)) refuse(row, 'missing-body', missingBody);
      const refused = refusedRows.get(row);
      if (refused !== undefined) return refused;
      const reserved = reservedField(field);
      if (reserved !== undefined) {
        report(row, { rule: 'reserved', field, reason: reserved });
        return reserved;
      }
      const problem = valueProblem(value);
      if (problem !== undefined) {
        report(row, { rule: 'value', field, reason: problem });
        return problem;
      }
      if (known.has(field) || isEmptyValue(value)) return undefined;
      if (guards.knownFields !== true) {
        unknown.set(field, (unknown.get(field) ?? 0) + 1);
        return undefined;
      }
      const reason = `the dataset has no field ${field}${didYouMean(field, known)}`;
      report(row, { rule: 'unknown-field', field, reason });
      return reason;
    },
    finish() {
      if (unknown.size === 0) return;
      if (known.size === 0) {
        const names = [...unknown.keys()];
        notices.push({
          kind: 'unknown-field',
          message: `every field is new: the dataset has none yet (${names.join(', ')})`,
        });
        return;
      }
      for (const [field, count] of unknown) {
        notices.push({
          kind: 'unknown-field',
          field,
          message: `${field} is new to the dataset${didYouMean(field, known)} (${count === 1 ? '1 value' : `${count.toLocaleString('en')} values`})`,
        });
      }
    },
  };

  function refuse(row: InputRow, rule: Problem['rule'], reason: string) {
    refusedRows.set(row, reason);
    report(row, { rule, reason });
  }
}

function didYouMean(field: string, known: ReadonlySet<string>): string {
  const near = nearestName(field, known);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** The server passes the name on without encoding it. */
function userProblem(user: string): string | undefined {
  return /[\s&#%+?=\\/]/.test(user) || user.length > 254
    ? `the designated user ${JSON.stringify(user.slice(0, 60))} holds a character that the server does not pass on as it is`
    : undefined;
}

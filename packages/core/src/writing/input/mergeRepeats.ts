import type { BodyId } from '../../integers/BodyId.js';
import { rowsInWords } from '../../tables/readBodyIds.js';
import type { Notice } from '../Plan.js';
import type { Problem } from '../Problem.js';
import { sameValue } from '../values/sameValue.js';
import { showValue } from '../values/showValue.js';
import { toStoredValue } from '../values/toStoredValue.js';
import type { InputRow } from './normaliseInput.js';

/** Input in which each body stands once. */
export interface MergedInput {
  readonly rows: readonly InputRow[];
  readonly notices: readonly Notice[];
  readonly problems: readonly Problem[];
}

/**
 * Merges rows that say the same of the same body, and says so; rows that say different things of one
 * body are a problem, named by field and both rows.
 */
export function mergeRepeats(rows: readonly InputRow[], source?: string): MergedInput {
  const first = new Map<BodyId, InputRow>();
  const merged: { row: number | undefined; bodyid: BodyId }[] = [];
  const problems: Problem[] = [];
  for (const row of rows) {
    const earlier = first.get(row.bodyid);
    if (!earlier) {
      first.set(row.bodyid, row);
      continue;
    }
    const difference = firstDifference(earlier, row);
    if (difference === undefined) {
      merged.push({ row: row.row, bodyid: row.bodyid });
      continue;
    }
    const where = earlier.row === undefined ? 'before' : `in row ${earlier.row}`;
    problems.push({
      rule: 'duplicate',
      refuses: true,
      bodyid: row.bodyid,
      ...(difference.field === undefined
        ? {}
        : { field: difference.field, column: difference.field }),
      ...(row.row === undefined ? {} : { row: row.row }),
      ...(source === undefined ? {} : { source }),
      reason: `the body stands ${where} with ${difference.words}; keep one of them`,
    });
  }
  const notices: Notice[] = [];
  if (merged.length > 0) {
    const places = merged.flatMap(({ row }) => (row === undefined ? [] : [row]));
    notices.push({
      kind: 'merged',
      message: `${merged.length === 1 ? `body ${merged[0]?.bodyid} stands` : `${merged.length} bodies stand`} there again with equal values and ${merged.length === 1 ? 'is' : 'are'} written once${places.length > 0 ? ` (${rowsInWords(places)})` : ''}`,
    });
  }
  return { rows: [...first.values()], notices, problems };
}

function firstDifference(
  earlier: InputRow,
  later: InputRow,
): { field?: string; words: string } | undefined {
  if (earlier.designatedUser !== later.designatedUser) {
    return { words: 'another designated user' };
  }
  for (const field of new Set([...Object.keys(earlier.fields), ...Object.keys(later.fields)])) {
    const before = toStoredValue(earlier.fields[field]);
    const after = toStoredValue(later.fields[field]);
    if (!sameValue(before, after)) {
      return { field, words: `${field} ${showValue(before)}, here it is ${showValue(after)}` };
    }
  }
  return undefined;
}

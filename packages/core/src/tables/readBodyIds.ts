import { InputError } from '../errors/InputError.js';
import type { BodyId } from '../integers/BodyId.js';
import { toBodyId } from '../integers/toBodyId.js';
import type { Notice } from '../writing/Plan.js';
import type { Problem } from '../writing/Problem.js';
import { looksRounded } from './roundedIds.js';
import type { Table, TableCell } from './Table.js';

/** The body id of each row of a table. */
export interface TableIds {
  /** One for each row of the table, in its order; undefined where there is none. */
  readonly ids: readonly (BodyId | undefined)[];
  readonly idColumn: string;
  readonly notices: readonly Notice[];
  readonly problems: readonly Problem[];
  /**
   * Rows whose id looks as if it had been rounded, with the reason: by index of the row. Only a body
   * that is known to exist clears such an id.
   */
  readonly suspects: ReadonlyMap<number, string>;
}

/**
 * Reads the body ids of a table, and what spreadsheets do to them. Repaired, with a notice: a whole
 * number with `.0`, an apostrophe in front, blanks around. A problem: scientific notation, thousands
 * separators, a fraction, 0, a negative number, 2^64 and above, anything else that is no number, and
 * a cell that a spreadsheet has rounded.
 *
 * @throws InputError when the table has no such column.
 *
 * @example
 * ```ts
 * const { ids, problems } = readBodyIds(table, 'root_id');
 * ```
 */
export function readBodyIds(table: Table, idColumn = 'bodyid'): TableIds {
  const index = table.columns.indexOf(idColumn);
  if (index < 0) throw noIdColumn(table, idColumn);
  const ids: (BodyId | undefined)[] = [];
  const problems: Problem[] = [];
  const repairs = new Map<string, number[]>();
  for (const { row, cells } of table.rows) {
    const read = readId(cells[index]);
    if ('problem' in read) {
      ids.push(undefined);
      // A row without any cell is no row; one with cells and no id is a mistake.
      if (read.problem === '' && cells.every((cell) => isBlank(cell))) continue;
      problems.push({
        rule: 'body-id',
        refuses: true,
        reason: read.problem === '' ? 'the row has no body id' : read.problem,
        source: table.source,
        row,
        column: idColumn,
      });
      continue;
    }
    ids.push(read.id);
    if (read.repair !== undefined) {
      const rows = repairs.get(read.repair);
      if (rows) rows.push(row);
      else repairs.set(read.repair, [row]);
    }
  }
  return {
    ids,
    idColumn,
    problems,
    notices: [...repairs].map(([repair, rows]) => ({
      kind: 'repaired' as const,
      message: `column ${idColumn}: ${repair} in ${rowsInWords(rows)}`,
      row: rows[0],
    })),
    suspects: looksRounded(ids),
  };
}

type ReadId =
  | { readonly id: BodyId; readonly repair?: string }
  | { /** Empty: there is no cell. */ readonly problem: string };

function readId(cell: TableCell): ReadId {
  if (cell === undefined) return { problem: '' };
  if (typeof cell === 'string') return readText(cell);
  if (cell.doubtful !== undefined) return { problem: `the cell ${cell.doubtful}` };
  const { value, written } = cell;
  if (written !== undefined) return readText(written);
  if (value === null || value === undefined) return { problem: '' };
  if (typeof value === 'string') return readText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return convert(value);
  return { problem: `a ${Array.isArray(value) ? 'list' : typeof value} is no body id` };
}

function readText(cell: string): ReadId {
  const repairs: string[] = [];
  let text = cell.trim();
  if (text === '') return { problem: '' };
  if (text !== cell) repairs.push('blanks taken off');
  if (/^['’]\s*\d/.test(text)) {
    text = text.slice(1).trim();
    repairs.push('apostrophe taken off');
  }
  const shown = JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);
  const whole = /^(\d+)\.0+$/.exec(text)?.[1];
  if (whole !== undefined) {
    // What has been a floating-point number has lost the last digits of a long id.
    if (whole.replace(/^0+/, '').length > 15) {
      return {
        problem: `${shown} has been a floating-point number and may have lost its last digits; take the id from the source as text`,
      };
    }
    text = whole;
    repairs.push('".0" taken off');
  }
  if (/^[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+$/.test(text)) {
    return {
      problem: `${shown} is in scientific notation, so its last digits are lost; format the column as text in the spreadsheet and take the ids from the source again`,
    };
  }
  if (/^-\s*\d/.test(text)) return { problem: `${shown} is negative; body ids begin at 1` };
  if (/^\d{1,3}(?:[,.'’_\s]\d{3})+$/.test(text)) {
    return { problem: `${shown} has thousands separators; write the id in plain digits` };
  }
  if (/^\d*[.,]\d+$/.test(text)) return { problem: `${shown} is no whole number` };
  if (/^0+\d/.test(text)) return { problem: `${shown} begins with 0, which no body id does` };
  if (!/^\d+$/.test(text)) return { problem: `${shown} is no body id; write it in plain digits` };
  const read = convert(text);
  return 'id' in read && repairs.length > 0 ? { id: read.id, repair: repairs.join(', ') } : read;
}

function convert(value: string | number | bigint): ReadId {
  try {
    return { id: toBodyId(value) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { problem: error.message.replace(/\.$/, '') };
  }
}

function isBlank(cell: TableCell): boolean {
  if (typeof cell === 'string') return cell.trim() === '';
  return cell === undefined || cell.value === null || cell.value === undefined || cell.value === '';
}

function noIdColumn(table: Table, idColumn: string): InputError {
  const near = table.columns.find(
    (column) =>
      column.toLowerCase().replace(/[\s_-]/g, '') === idColumn.toLowerCase().replace(/[\s_-]/g, ''),
  );
  const columns = table.columns.slice(0, 20).join(', ') + (table.columns.length > 20 ? ', …' : '');
  return new InputError(
    `${table.source} has no column ${idColumn}. ${
      near === undefined
        ? 'Name the one that holds the body ids'
        : `If ${near} holds the body ids, name it`
    } as the id column. Its columns are: ${columns}.`,
    { place: { source: table.source, column: idColumn } },
  );
}

/** `row 2`, `rows 2, 3 and 5`, `3,000 rows, the first in row 2`. */
export function rowsInWords(rows: readonly number[]): string {
  if (rows.length === 1) return `row ${rows[0]}`;
  if (rows.length <= 5) return `rows ${rows.slice(0, -1).join(', ')} and ${rows.at(-1)}`;
  return `${rows.length} rows, the first in row ${rows[0]}`;
}

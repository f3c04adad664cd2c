import { InputError, type Table, type TableCell } from '@clio/core';
import { checkColumns, isBlank, listRows, several } from './checkColumns.js';
import { type LostCell, openParts } from './inspectSheet.js';

/** A number as the file writes it; text cells are plain strings. */
interface NumberText {
  readonly number: string;
}

type SheetCell = string | boolean | Date | NumberText | null;

/**
 * Reads one sheet of an Excel workbook: the one that is wanted, or the first that is not hidden.
 *
 * @throws InputError for what is no workbook, a sheet that is not there, cells that hold an error, a
 *   formula without its value or merged cells, and column names that are empty or given twice.
 */
export async function readXlsxTable(
  bytes: Uint8Array,
  source: string,
  wanted?: string | number,
): Promise<Table> {
  const sheets = await readSheets(bytes, source);
  const parts = await openParts(bytes);
  const chosen =
    wanted === undefined
      ? (sheets.find(({ sheet }) => !parts.hidden.has(sheet)) ?? sheets[0])
      : (sheets.find(({ sheet }) => sheet === wanted) ??
        (/^\d+$/.test(String(wanted)) ? sheets[Number(wanted) - 1] : undefined));
  if (!chosen) {
    const names = sheets.map(({ sheet }) => JSON.stringify(sheet)).join(', ');
    throw new InputError(
      `${source} has no sheet ${JSON.stringify(wanted ?? 1)}. It has: ${names}.`,
      { place: { source } },
    );
  }
  const all = chosen.data.map((cells, at) => ({ row: at + 1, cells: cells.map(toCell) }));
  const first = all.findIndex((row) => !isBlank(row));
  const header = all[first];
  if (!header) {
    throw new InputError(`${source}: the sheet ${JSON.stringify(chosen.sheet)} is empty.`, {
      place: { source },
    });
  }
  const rows = all.slice(first + 1).filter((row) => !isBlank(row));
  const width = [header, ...rows].reduce((most, { cells }) => {
    const own = cells.findLastIndex((cell) => cell !== undefined) + 1;
    return Math.max(most, own);
  }, 0);
  const { columns, notes } = checkColumns(
    Array.from({ length: width }, (_, at) => nameOf(header.cells[at])),
    source,
    `row ${header.row}`,
    header.row,
  );
  const { lost, hiddenRows } = parts.inspect(chosen.sheet);
  refuseLost(
    lost.filter(({ row }) => row > header.row),
    columns,
    source,
  );
  const hidden = rows.flatMap(({ row }) => (hiddenRows.has(row) ? [row] : []));
  if (hidden.length > 0) {
    notes.push(
      `${source}: ${several(hidden.length, 'hidden row')} ${hidden.length === 1 ? 'is' : 'are'} read as well (${hidden.length === 1 ? 'row' : 'rows'} ${listRows(hidden)}).`,
    );
  }
  const full = sheets.filter(({ data }) => data.length > 0);
  if (full.length > 1) {
    notes.unshift(
      `${source}: the sheet ${JSON.stringify(chosen.sheet)} is read, one of ${full.length}.`,
    );
  }
  return {
    source,
    format: 'xlsx',
    columns,
    rows: rows.map(({ row, cells }) => ({ row, cells: columns.map((_, at) => cells[at]) })),
    ...(notes.length > 0 && { notes }),
  };
}

const shownLost = 20;

/** @throws InputError that names each of these cells. */
function refuseLost(lost: readonly LostCell[], columns: readonly string[], source: string): void {
  const [first] = lost;
  if (!first) return;
  const name = (cell: LostCell) =>
    `row ${cell.row}, column ${columns[cell.column] ?? cell.column + 1}: the cell ${cell.problem}`;
  const lines = lost.slice(0, shownLost).map((cell) => `- ${name(cell)}.`);
  const more = lost.length > shownLost ? `\n- and ${lost.length - shownLost} more` : '';
  const column = columns[first.column];
  throw new InputError(
    lost.length === 1
      ? `${source}, ${name(first)}.`
      : `${source}: ${lost.length} cells cannot be used:\n${lines.join('\n')}${more}`,
    { place: { source, row: first.row, ...(column !== undefined && { column }) } },
  );
}

async function readSheets(
  bytes: Uint8Array,
  source: string,
): Promise<{ sheet: string; data: SheetCell[][] }[]> {
  const { default: readWorkbook } = await import('read-excel-file/node');
  try {
    const input = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const sheets = await readWorkbook<NumberText>(input, {
      trim: false,
      parseNumber: (number) => ({ number }),
    });
    // A sheet that is a chart has no cells.
    return (sheets as unknown as { sheet: string; data?: SheetCell[][] }[]).flatMap(
      ({ sheet, data }) => (data ? [{ sheet, data }] : []),
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InputError(
      `${source} cannot be read as an Excel workbook: ${reason}. Save it again as .xlsx, or as .csv in UTF-8.`,
      { cause, place: { source } },
    );
  }
}

function toCell(cell: SheetCell | undefined): TableCell {
  if (cell === null || cell === undefined) return undefined;
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'boolean') return { value: cell };
  if (cell instanceof Date) {
    const value = dateText(cell);
    return {
      value,
      doubtful: `is stored as the date ${value}, which may have been typed as text such as 3-1. Enter it again in a column that is formatted as text, or let the column have the type text to write ${value}`,
    };
  }
  return toNumber(cell.number);
}

/** The first day of which a date of a spreadsheet is more than a time or a length of time. */
const firstDay = Date.UTC(1900, 1, 28);

/**
 * A date as text, `2026-03-01`, with the time where there is one, `2026-03-01T10:00:00`; or a time alone,
 * `10:30:00`. A spreadsheet keeps fractions of days and no time zone.
 */
function dateText(date: Date): string {
  // What is a thousandth off a second is the rounding of such a fraction.
  const second = Math.round(date.getTime() / 1000) * 1000;
  const time = Math.abs(second - date.getTime()) <= 2 ? second : date.getTime();
  if (time < firstDay) {
    const length = time - Date.UTC(1899, 11, 30);
    const hours = Math.floor(length / 3_600_000);
    const [, rest = ''] = /^.{13}(:.*?)(?:\.000)?Z$/.exec(new Date(time).toISOString()) ?? [];
    return `${String(hours).padStart(2, '0')}${rest}`;
  }
  return new Date(time).toISOString().replace(/T00:00:00\.000Z$|(?:\.000)?Z$/, '');
}

/**
 * A spreadsheet keeps 15 digits of a number that is typed, and puts zeros for the rest: what is longer, or
 * may have been, may not be what was typed. An integer with a 16th digit was put there by a program, and is
 * exact as far as a number can be.
 */
function toNumber(text: string): TableCell {
  const integer = /^-?\d+$/.test(text);
  const number = Number(text);
  const exact = integer && Number.isSafeInteger(number);
  const value = integer && !exact ? BigInt(text) : number;
  const digits = text
    .replace(/^-?0*\.?0*|e.*$/gi, '')
    .replace('.', '')
    .replace(/0+$/, '');
  const rounded =
    /e/i.test(text) ||
    (!exact && digits.length > 15) ||
    (Math.abs(number) >= 1e15 && !(exact && digits.length > 15));
  if (!rounded) return Number.isInteger(number) && !integer ? { value, written: text } : { value };
  return {
    value,
    doubtful: `is stored as the number ${text}, and spreadsheets keep only 15 digits of a number; format the column as text and enter it again`,
  };
}

function nameOf(cell: TableCell): string {
  if (cell === undefined || typeof cell === 'string') return cell ?? '';
  return String(cell.value);
}

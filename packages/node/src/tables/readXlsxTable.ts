import { InputError, type Table, type TableCell } from '@clio/core';
import { checkColumns, isBlank } from './checkColumns.js';
import { findErrorCell } from './findErrorCell.js';

/** A number as the file writes it; text cells are plain strings. */
interface NumberText {
  readonly number: string;
}

type SheetCell = string | boolean | Date | NumberText | null;

/**
 * Reads one sheet of an Excel workbook.
 *
 * @throws InputError for what is no workbook, a sheet that is not there, cells that hold an error,
 *   and column names that are empty or given twice.
 */
export async function readXlsxTable(
  bytes: Uint8Array,
  source: string,
  wanted: string | number = 1,
): Promise<Table> {
  const sheets = await readSheets(bytes, source);
  const names = sheets.map(({ sheet }) => sheet);
  const chosen =
    sheets.find(({ sheet }) => sheet === wanted) ??
    (/^\d+$/.test(String(wanted)) ? sheets[Number(wanted) - 1] : undefined);
  if (!chosen) {
    throw new InputError(
      `${source} has no sheet ${JSON.stringify(wanted)}. It has: ${names.map((name) => JSON.stringify(name)).join(', ')}.`,
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
  const failed = await findErrorCell(bytes, chosen.sheet, header.row);
  if (failed) {
    const column = columns[failed.column];
    throw new InputError(
      `${source}, row ${failed.row}, column ${column ?? failed.column + 1}: the cell holds the error ${failed.error}. Correct the formula, or empty the cell.`,
      { place: { source, row: failed.row, ...(column !== undefined && { column }) } },
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
    return sheets as unknown as { sheet: string; data: SheetCell[][] }[];
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
    const time = cell.toISOString();
    const value = time.endsWith('T00:00:00.000Z') ? time.slice(0, 10) : time;
    return {
      value,
      doubtful: `is stored as the date ${value}; spreadsheets make dates of text such as 3-1. If it is none, format the column as text and enter it again`,
    };
  }
  return toNumber(cell.number);
}

/** A spreadsheet keeps 15 digits of a number; what lies beyond may not be what was typed. */
function toNumber(text: string): TableCell {
  const integer = /^-?\d+$/.test(text);
  const number = Number(text);
  const value = integer && !Number.isSafeInteger(number) ? BigInt(text) : number;
  const digits = text
    .replace(/^-?0*\.?0*|e.*$/gi, '')
    .replace('.', '')
    .replace(/0+$/, '');
  const rounded = /e/i.test(text) || digits.length > 15 || Math.abs(number) >= 1e15;
  if (!rounded) return { value };
  return {
    value,
    doubtful: `is stored as the number ${text}, and spreadsheets keep only 15 digits of a number; format the column as text and enter it again`,
  };
}

function nameOf(cell: TableCell): string {
  if (cell === undefined || typeof cell === 'string') return cell ?? '';
  return String(cell.value);
}

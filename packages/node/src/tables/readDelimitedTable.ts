import { InputError, type Table, type TableRow } from '@clio/core';
import { bareHeader } from './bareHeader.js';
import { checkColumns, isBlank, listRows, several } from './checkColumns.js';
import { findQuoteFault } from './findQuoteFault.js';

const lineBreak = /\r\n|\n|\r/;

const delimiterWords: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs' };

/**
 * Reads CSV or TSV with a header.
 *
 * @throws InputError for an unclosed quote, rows with more cells than columns, a file that seems
 *   cut off, and column names that are empty or given twice.
 */
export async function readDelimitedTable(
  text: string,
  source: string,
  format: 'csv' | 'tsv',
  given?: string,
): Promise<Table> {
  if (given !== undefined && !/^[^"\r\n]$/.test(given)) {
    throw new InputError(
      'The delimiter of a table is one character, and neither a quote nor a line break.',
    );
  }
  // Excel may say in a first line of its own what stands between the cells.
  const declared = /^sep=([^"\r\n])(?:\r\n|\n|\r)/.exec(text);
  const content = declared ? text.slice(declared[0].length) : text;
  const skipped = declared ? 1 : 0;
  const delimiter = given ?? declared?.[1] ?? (format === 'tsv' ? '\t' : guessDelimiter(content));
  const records = await parse(content, delimiter, source, skipped);

  const first = records.findIndex((record) => !isBlank(record));
  const header = records[first];
  if (!header) {
    throw new InputError(`${source} holds no names of columns.`, { place: { source } });
  }
  const { columns, notes } = checkColumns(header.cells, source, `line ${header.row}`, header.row);
  if (format === 'csv' && given === undefined && delimiter !== ',') {
    const word = delimiterWords[delimiter] ?? JSON.stringify(delimiter);
    notes.unshift(`${source}: the cells are separated by ${word}.`);
  }
  const rows = records.slice(first + 1).filter((record) => !isBlank(record));
  checkWidths(rows, columns, source, text);
  return {
    source,
    format,
    columns,
    rows: rows.map(({ row, cells }) =>
      cells.length === columns.length
        ? { row, cells }
        : { row, cells: columns.map((_, at) => cells[at]) },
    ),
    ...(notes.length > 0 && { notes }),
  };
}

async function parse(
  text: string,
  delimiter: string,
  source: string,
  skipped: number,
): Promise<{ row: number; cells: string[] }[]> {
  const { parse: parseCsv } = await import('csv-parse/sync');
  let records: string[][];
  try {
    records = parseCsv(text, {
      delimiter,
      relax_column_count: true,
      // All three, or the ending of the first line would decide and other rows would silently run
      // together.
      record_delimiter: ['\r\n', '\n', '\r'],
    });
  } catch (cause) {
    const fault = findQuoteFault(text, delimiter);
    if (!fault) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new InputError(`${source} cannot be read: ${reason}.`, { cause, place: { source } });
    }
    const row = fault.row + skipped;
    const where = fault.header ? `column ${fault.header}` : `cell ${fault.cell}`;
    throw new InputError(`${source}, line ${row}, ${where}: ${fault.problem}.`, {
      cause,
      place: { source, row, ...(fault.header && { column: fault.header }) },
    });
  }
  let next = skipped + 1;
  return records.map((cells) => {
    const row = next;
    // The parser's own count takes a line break of two characters in a cell for two lines.
    next += cells.reduce((lines, cell) => lines + cell.split(lineBreak).length - 1, 1);
    return { row, cells };
  });
}

function checkWidths(
  rows: readonly TableRow[],
  columns: readonly string[],
  source: string,
  text: string,
): void {
  const long = rows.filter(({ cells }) => cells.length > columns.length);
  const [first] = long;
  if (first) {
    const which =
      long.length === 1
        ? `line ${first.row} has`
        : `lines ${listRows(long.map(({ row }) => row))} have`;
    throw new InputError(
      `${source}: ${which} more cells than the ${several(columns.length, 'column')}. Put text that holds the delimiter in double quotes, or name the missing columns.`,
      { place: { source, row: first.row } },
    );
  }
  const end = rows.at(-1);
  if (end && end.cells.length < columns.length && !/[\r\n]$/.test(text)) {
    throw new InputError(
      `${source}, line ${end.row}: the last row has ${several(end.cells.length, 'cell')} for ${several(columns.length, 'column')} and no line break after it, so the file may be cut off. Add what is missing, or the line break.`,
      { place: { source, row: end.row } },
    );
  }
}

/**
 * Comma, semicolon or tab: what the first line holds most of outside quotes; the comma where there
 * is none.
 */
function guessDelimiter(text: string): string {
  const bare = bareHeader(text.trimStart());
  const count = (delimiter: string) => bare.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}

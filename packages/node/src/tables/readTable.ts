import type { Table, TableFormat } from '@clio/core';
import { decodeText } from './decodeText.js';
import { detectFormat } from './detectFormat.js';
import { readDelimitedTable } from './readDelimitedTable.js';
import { readJsonTable } from './readJsonTable.js';
import { readNdjsonTable } from './readNdjsonTable.js';
import { type ByteSource, readSource } from './readSource.js';
import { readXlsxTable } from './readXlsxTable.js';

/** Options of {@link readTable}. */
export interface ReadTableOptions {
  /** Default: by the extension of the name, or else by the content. */
  readonly format?: TableFormat | undefined;
  /** Name of the source in messages. Default: the path as given, `standard input`, or `table`. */
  readonly name?: string | undefined;
  /** What `-` stands for. Default: `process.stdin`. */
  readonly stdin?: AsyncIterable<Uint8Array | string> | undefined;
  /**
   * What stands between the cells of CSV: one character. Default: of comma, semicolon and tab the
   * one that the header holds most of; always a tab in TSV.
   */
  readonly delimiter?: string | undefined;
  /** Name or number (from 1) of the sheet of a workbook. Default: the first that is not hidden. */
  readonly sheet?: string | number | undefined;
  /** Name of the column for the keys of a JSON object of records. Default: `bodyid`. */
  readonly keyColumn?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a table whole, from a file, standard input (`-`) or bytes, without deciding what its text
 * means:
 *
 * - CSV and TSV with a header; text in double quotes may hold anything, a quote doubled. Comma or
 *   semicolon, any line endings, UTF-8 or UTF-16. Empty rows are left out;
 *   a row may end early, as spreadsheets write them, unless the file seems to be cut off.
 * - JSON: a list of objects, or an object of objects by body id; NDJSON: an object a line. Integers
 *   are exact at any size.
 * - XLSX: the first sheet that is not hidden, or the one that is named. Text cells stay text to the last digit;
 *   numbers that a spreadsheet may have rounded are marked (`doubtful`).
 *
 * All that is wrong with the form is refused before anything is done with the table.
 *
 * @example
 * ```ts
 * import { readTable } from '@clio/node';
 *
 * const bytes = new TextEncoder().encode('bodyid,type\n154109,LC10\n');
 * const { columns, rows } = await readTable(bytes, { format: 'csv' });
 * console.log(columns, rows[0]?.cells); // [ 'bodyid', 'type' ] [ '154109', 'LC10' ]
 * ```
 *
 * @throws InputError with its `place`, for: a file that cannot be read, an empty one, another
 *   encoding (named), a column name that is empty or given twice, more cells than columns (all such
 *   rows are named), an unclosed quote, broken JSON, a record that is no object, a name given twice
 *   in one object, a sheet that is not there, and cells of a sheet that are merged or whose formula
 *   failed or was never calculated.
 */
export async function readTable(
  source: ByteSource,
  options: ReadTableOptions = {},
): Promise<Table> {
  const { name, bytes } = await readSource(source, options);
  const format = options.format ?? detectFormat(name, bytes);
  if (format === 'xlsx') return readXlsxTable(bytes, name, options.sheet);
  const { text, notes } = decodeText(bytes, name);
  const read = () => {
    switch (format) {
      case 'json':
        return readJsonTable(text, name, options.keyColumn);
      case 'ndjson':
        return readNdjsonTable(text, name);
      default:
        return readDelimitedTable(text, name, format, options.delimiter);
    }
  };
  const table = await read();
  const all = [...notes, ...(table.notes ?? [])];
  return all.length === 0 ? table : { ...table, notes: all };
}

import { InputError, type TableFormat } from '@clio/core';
import { bareHeader } from './bareHeader.js';
import { utf16 } from './decodeText.js';

const extensions: Readonly<Record<string, TableFormat>> = {
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  json: 'json',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  xlsx: 'xlsx',
};

/** Kinds of files that are asked for and cannot be read, with the way out. */
const others: Readonly<Record<string, string>> = {
  xls: 'an old Excel workbook; save it as .xlsx',
  xlsb: 'a binary Excel workbook; save it as .xlsx',
  xlsm: 'an Excel workbook with macros; save it as .xlsx',
  ods: 'an OpenDocument spreadsheet; save it as .xlsx or .csv',
  numbers: 'a Numbers spreadsheet; export it as .xlsx or .csv',
  parquet: 'a Parquet file; convert it to .csv or .ndjson',
  feather: 'a Feather file; convert it to .csv or .ndjson',
  gz: 'compressed; unpack it first',
  zip: 'a ZIP archive; unpack it first',
};

/**
 * The format of a table by its name, or else by its content: a workbook by its first bytes, JSON
 * and NDJSON by their bracket, TSV by a tab in the first line, CSV otherwise.
 *
 * @throws InputError for a kind of file that cannot be read.
 */
export function detectFormat(name: string, bytes: Uint8Array): TableFormat {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const known = extensions[extension];
  if (known) return known;
  const other = others[extension];
  if (other) {
    throw new InputError(`${name} cannot be read as a table: it is ${other}.`, {
      place: { source: name },
    });
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'xlsx';
  const start = new TextDecoder(utf16(bytes) ?? 'utf-8')
    .decode(bytes.subarray(0, 65_536))
    .trimStart();
  if (start.startsWith('[')) return 'json';
  const [line = ''] = start.split(/\r\n|\n|\r/, 1);
  if (line.startsWith('{')) return isObject(line) ? 'ndjson' : 'json';
  return bareHeader(start).includes('\t') ? 'tsv' : 'csv';
}

/**
 * Whether a line is a record by itself: an object in one line that holds another is a JSON document
 * by body id.
 */
function isObject(line: string): boolean {
  try {
    const values = Object.values(JSON.parse(line));
    return values.length > 0 && !values.every((value) => typeof value === 'object');
  } catch {
    return false;
  }
}

import { cellText, columnText } from '@clio/core';
import { ownValue, type Row } from './cell.js';

/**
 * CSV and TSV as `clio` writes them, so that `clio annotation import` reads them back unchanged:
 *
 * - UTF-8 without a byte order mark, lines end in `\n`, and every line has all columns.
 * - A cell holds what `cellText` of `@clio/core` gives: texts as they are, all digits of a number, lists and objects
 *   as JSON, and so a text or a name of a field that no cell can hold as it is.
 * - A cell is quoted (`"`, doubled inside), in TSV as in CSV, when it holds the separator, a quote, a
 *   line break, or begins or ends with a blank.
 * - A text without characters is `""`; a value that is missing or null is an empty cell without quotes.
 *
 * Nothing tells the text `5` from the number 5. An import compares a cell first with what is stored,
 * written in this same form; so the file as it was written changes nothing. JSON and NDJSON keep the
 * types themselves.
 */
export type Separator = ',' | '\t';

/** One cell, quoted where the form asks for it. */
export function delimitedCell(value: unknown, separator: Separator): string {
  const text = cellText(value);
  if (text === '') return value === '' ? '""' : '';
  return delimitedText(text, separator);
}

function delimitedText(text: string, separator: Separator): string {
  const special = separator === ',' ? /[",\r\n]|^\s|\s$/ : /["\t\r\n]|^\s|\s$/;
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The header line, with its line end. */
export function delimitedHeader(columns: readonly string[], separator: Separator): string {
  return `${columns.map((column) => headCell(column, separator)).join(separator)}\n`;
}

/** In CSV quoted also where it holds what may be taken for the separator, which a header shows. */
function headCell(column: string, separator: Separator): string {
  const text = columnText(column);
  const misleads = separator === ',' && /[;\t]/.test(text);
  return misleads ? `"${text.replaceAll('"', '""')}"` : delimitedText(text, separator);
}

/** One record as a line, with its line end. */
export function delimitedLine(
  record: Row,
  columns: readonly string[],
  separator: Separator,
): string {
  let line = '';
  for (let index = 0; index < columns.length; index++) {
    if (index > 0) line += separator;
    const value = ownValue(record, columns[index]!);
    if (value !== undefined) line += delimitedCell(value, separator);
  }
  return `${line}\n`;
}

/** The forms of a table that can be read. */
export type TableFormat = 'csv' | 'tsv' | 'json' | 'ndjson' | 'xlsx';

/**
 * A cell whose type is known already: a value of a JSON document, or a typed cell of a spreadsheet.
 */
export interface TableValue {
  /** As JSON would hold it, integers exact (`number` when safe, otherwise `bigint`). */
  readonly value: unknown;
  /**
   * Set where the value may not be what was meant: the reason, to be put after the name of the cell
   * (`row 7, column bodyid: the cell ` + reason), with what to do about it. Such a cell is no id,
   * and no integer that must be exact. In XLSX a number whose text has an exponent, more than 15
   * significant digits or a size of 1e15 and more carries it (spreadsheets keep 15 digits), and so
   * does a date; in JSON a whole number in scientific notation.
   */
  readonly doubtful?: string | undefined;
  /** How a whole number is written, where it is not in digits alone: `154109.0`. */
  readonly written?: string | undefined;
}

/**
 * One cell. A string is text whose type the column decides; {@link TableValue} has its type;
 * undefined is no cell at all. An empty string is an empty cell.
 */
export type TableCell = string | TableValue | undefined;

/** One row of a table. */
export interface TableRow {
  /**
   * Where it stands, counted from 1: the line (the first one of a row that spans several) in CSV,
   * TSV and NDJSON, the record in JSON, the row of the sheet in XLSX.
   */
  readonly row: number;
  /** As many as there are columns, in their order. */
  readonly cells: readonly TableCell[];
}

/**
 * A table as it was read, before any column has a type: every row as wide as the columns, every row
 * that has content, nothing interpreted yet.
 *
 * @example
 * ```ts
 * const table: Table = {
 *   source: 'types.csv',
 *   format: 'csv',
 *   columns: ['bodyid', 'type'],
 *   rows: [{ row: 2, cells: ['154109', 'LC10'] }],
 * };
 * ```
 */
export interface Table {
  /** Name of the file as the caller gave it, or `standard input`. */
  readonly source: string;
  readonly format: TableFormat;
  /** Not empty, no two alike. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** What was repaired or chosen on reading, one sentence each, for the plan to repeat. */
  readonly notes?: readonly string[] | undefined;
}

import type { Table, TableCell, TableFormat } from '@clio/core';

/** A record with its place in the source. */
export interface PlacedRecord {
  readonly row: number;
  readonly record: Readonly<Record<string, unknown>>;
  /** Text of the key that it stands under, in a JSON object of records. */
  readonly key?: string | undefined;
  /** How whole numbers are written that are not written in digits alone, by the name of their field. */
  readonly written: ReadonlyMap<string, string> | undefined;
}

const scientific = (text: string) =>
  `holds ${text.length > 40 ? `${text.slice(0, 40)}…` : text}, in scientific notation, which may hide a rounded number; write all digits`;

/**
 * The table of a list of records: its columns are all their names, in the order in which they first
 * appear.
 */
export function recordsTable(
  records: readonly PlacedRecord[],
  source: string,
  format: TableFormat,
  keyColumn?: string,
): Table {
  const places = new Map<string, number>();
  if (keyColumn !== undefined) places.set(keyColumn, 0);
  for (const { record } of records) {
    for (const name of Object.keys(record)) {
      if (!places.has(name)) places.set(name, places.size);
    }
  }
  const rows = records.map(({ row, record, key, written }) => {
    const cells: TableCell[] = new Array(places.size).fill(undefined);
    for (const [name, value] of Object.entries(record)) {
      cells[places.get(name) ?? 0] = toCell(value, written?.get(name));
    }
    if (key !== undefined) cells[0] = key;
    return { row, cells };
  });
  return { source, format, columns: [...places.keys()], rows };
}

/**
 * Keeps how a whole number of a field is written. Of several in a list, one in scientific notation is what
 * matters.
 */
export function keepWritten(written: Map<string, string>, field: string, text: string): void {
  if (!isScientific(written.get(field) ?? '')) written.set(field, text);
}

function isScientific(number: string): boolean {
  return /e/i.test(number);
}

function toCell(value: unknown, written: string | undefined): TableCell {
  if (written === undefined) return { value };
  if (isScientific(written)) return { value, doubtful: scientific(written) };
  return typeof value === 'number' ? { value, written } : { value };
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a JSON value is, in words. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'bigint'
    ? 'a number'
    : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}

import { InputError, type Table, type TableCell, type TableFormat } from '@clio/core';

/** A record with its place in the source. */
export interface PlacedRecord {
  readonly row: number;
  readonly record: Readonly<Record<string, unknown>>;
  /** Text of the key that it stands under, in a JSON object of records. */
  readonly key?: string | undefined;
  /** How values are written that are in scientific notation, by name. */
  readonly scientific: ReadonlyMap<string, string> | undefined;
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
  for (const { record, row } of records) {
    for (const name of Object.keys(record)) {
      if (name.trim() === '') {
        const what = format === 'json' ? 'record' : 'line';
        throw new InputError(`${source}, ${what} ${row}: a field has an empty name. Give it one.`, {
          place: { source, row },
        });
      }
      if (!places.has(name)) places.set(name, places.size);
    }
  }
  const rows = records.map(({ row, record, key, scientific: marked }) => {
    const cells: TableCell[] = new Array(places.size).fill(undefined);
    for (const [name, value] of Object.entries(record)) {
      const text = marked?.get(name);
      cells[places.get(name) ?? 0] =
        text === undefined ? { value } : { value, doubtful: scientific(text) };
    }
    if (key !== undefined) cells[0] = key;
    return { row, cells };
  });
  return { source, format, columns: [...places.keys()], rows };
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

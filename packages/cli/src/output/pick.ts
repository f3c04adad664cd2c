import { ownValue, type Row } from './cell.js';

/** Only these fields, in this order, null where the record has none. */
export function pick(record: Row, fields: readonly string[] | undefined): Row {
  if (fields === undefined) return record;
  return Object.fromEntries(fields.map((field) => [field, ownValue(record, field) ?? null]));
}

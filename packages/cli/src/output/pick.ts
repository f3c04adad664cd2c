import type { Row } from './cell.js';

/**
 * Only these fields, in this order, null where the record has none. A field may be named as something
 * that every object inherits (`constructor`, `__proto__`): only what the record itself holds counts.
 */
export function pick(record: Row, fields: readonly string[] | undefined): Row {
  if (fields === undefined) return record;
  return Object.fromEntries(
    fields.map((field) => [field, Object.hasOwn(record, field) ? (record[field] ?? null) : null]),
  );
}

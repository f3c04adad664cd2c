import { cellText } from '@clio/core';
import { printable } from './printable.js';

/** One record as it is printed: any object. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * What the record itself holds as a field. A field may be named as something that every object inherits
 * (`constructor`, `__proto__`).
 */
export function ownValue(record: Row, field: string): unknown {
  return Object.hasOwn(record, field) ? record[field] : undefined;
}

/** A value as a cell of a terminal's table: on one line, and harmless. */
export function shownText(value: unknown): string {
  return printable(typeof value === 'string' ? value : cellText(value));
}

import { cellText } from '@clio/core';
import { printable } from './printable.js';

/** One record as it is printed: any object. */
export type Row = Readonly<Record<string, unknown>>;

/** A value as a cell of a terminal's table: on one line, and harmless. */
export function shownText(value: unknown): string {
  return printable(cellText(value));
}

import { cellText } from '@clio/core';
import { printable } from '../output/printable.js';
import { truncate } from '../output/table.js';

/** A value as a plan shows it: texts in quotes, so that `"5"` and `5` differ, and none as `(none)`. */
export function showValue(value: unknown, width = 60): string {
  if (value === undefined || value === null) return '(none)';
  const text = typeof value === 'string' ? JSON.stringify(value) : cellText(value);
  return truncate(printable(text), width);
}

/** `1,234 bodies`, `1 body`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
}

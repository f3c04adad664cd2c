import { cellText } from '@clio/core';
import { printable } from '../output/printable.js';

/** A value as a plan shows it: texts in quotes, so that `"5"` and `5` differ, and none as `(none)`. */
export function showValue(value: unknown, length = 60): string {
  if (value === undefined || value === null) return '(none)';
  const text = typeof value === 'string' ? JSON.stringify(value) : cellText(value);
  return shorten(printable(text), length);
}

/** A text of at most so many characters; a table measures later how wide they are. */
function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const characters: string[] = [];
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    characters.push(segment);
    if (characters.length > length) return `${characters.slice(0, length - 1).join('')}…`;
  }
  return text;
}

/** `1,234 bodies`, `1 body`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
}

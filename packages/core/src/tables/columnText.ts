import { quoteText, unquoteText } from './quotedText.js';

/**
 * The name of a field as the head of a column: as it is, or as JSON text with its quotes where the
 * blanks around it would be taken off, or it holds a NUL character. {@link columnName} reads it back.
 *
 * @example
 * ```ts
 * columnText('type'); // type
 * columnText(' type '); // " type "
 * ```
 */
export function columnText(name: string): string {
  return quoteText(name, isUnfit);
}

/**
 * The name that the head of a column says: without the blanks around it, and what
 * {@link columnText} wrote as it was before.
 *
 * @example
 * ```ts
 * columnName(' type '); // 'type'
 * columnName('" type "'); // ' type '
 * ```
 */
export function columnName(head: string): string {
  return unquoteText(head.trim(), isUnfit);
}

const isUnfit = (name: string) => name.trim() !== name || name.includes('\0');

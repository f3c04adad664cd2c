/**
 * A text that a cell of a table cannot hold as it is, as JSON text in the cell: `"a\u0000b"`, quotes
 * included. So is a text that looks like such a cell itself, and so every text comes back as it was,
 * and no other cell in quotes is touched.
 *
 * @param unfit - whether a text cannot stand in a cell as it is.
 */
export function quoteText(text: string, unfit: (text: string) => boolean): string {
  return unfit(text) || unquote(text, unfit) !== undefined ? JSON.stringify(text) : text;
}

/** The text of a cell that {@link quoteText} wrote; any other cell is its text. */
export function unquoteText(cell: string, unfit: (text: string) => boolean): string {
  return unquote(cell, unfit) ?? cell;
}

/** Undefined for a cell that was not written as JSON text. */
function unquote(cell: string, unfit: (text: string) => boolean): string | undefined {
  if (cell.length < 2 || !cell.startsWith('"') || !cell.endsWith('"')) return undefined;
  let text: unknown;
  try {
    text = JSON.parse(cell);
  } catch {
    return undefined;
  }
  // A person may write a word in quotes, and means the quotes; only our own form is read.
  if (typeof text !== 'string' || JSON.stringify(text) !== cell) return undefined;
  return unfit(text) || unquote(text, unfit) !== undefined ? text : undefined;
}

import { columnName, InputError, type TableRow } from '@clio/core';

/** How many there are of a thing, in words. */
export function several(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Row numbers for a message: `3, 7 and 12`; beyond ten only their count. */
export function listRows(rows: readonly number[]): string {
  if (rows.length === 1) return String(rows[0]);
  if (rows.length <= 10) return `${rows.slice(0, -1).join(', ')} and ${rows.at(-1)}`;
  return `${rows.slice(0, 10).join(', ')} and ${rows.length - 10} more`;
}

/**
 * The names of the columns without blanks around them, and what was repaired.
 *
 * @param where What the header is in words, such as `line 1`.
 * @throws InputError for a name that is empty or given twice.
 */
export function checkColumns(
  names: readonly string[],
  source: string,
  where: string,
  row: number,
): { columns: string[]; notes: string[] } {
  const columns = names.map(columnName);
  const notes = names.flatMap((name, at) =>
    name === columns[at] || name === name.trim()
      ? []
      : [`${source}: the blanks around the column name ${JSON.stringify(name)} were left out.`],
  );
  const empty = names.findIndex((name) => name.trim() === '');
  if (empty >= 0) {
    throw new InputError(
      `${source}, ${where}: column ${empty + 1} of ${columns.length} has no name. Give it one, or delete the column.`,
      { place: { source, row } },
    );
  }
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new InputError(
      `${source}, ${where}: there are ${columns.filter((name) => name === twice).length} columns named ${JSON.stringify(twice)}. Rename or delete all but one.`,
      { place: { source, row, column: twice } },
    );
  }
  return { columns, notes };
}

/** Whether a row holds nothing at all. */
export function isBlank({ cells }: TableRow): boolean {
  return cells.every(
    (cell) => cell === undefined || (typeof cell === 'string' && cell.trim() === ''),
  );
}

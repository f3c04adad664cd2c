/**
 * The rows of a table, read without any code that is tested: cells in quotes hold separators and line ends,
 * and two quotes are one.
 */
export function readDelimited(text: string, separator: ',' | '\t'): Record<string, string>[] {
  const rows: string[][] = [[]];
  const cell =
    separator === ','
      ? /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/y
      : /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r?\n|$)/y;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) throw new Error(`No cell at ${cell.lastIndex}.`);
    const raw = found[1] ?? '';
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (found[2] !== separator) rows.push([]);
  }
  const [header = [], ...body] = rows.filter((row) => row.length > 0);
  return body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])));
}

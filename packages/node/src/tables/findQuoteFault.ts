/** A quote that stands where it must not, or never ends. */
export interface QuoteFault {
  /** 1-based line in which the cell begins. */
  readonly row: number;
  /** 1-based number of the cell in its row. */
  readonly cell: number;
  /** Name of its column, where there is one. */
  readonly header: string | undefined;
  readonly problem: string;
}

/**
 * Finds the first fault of quoting in CSV text. A parser notices an unclosed quote only where the
 * text ends, or at the next quote, which may be thousands of lines on; a person needs the line in
 * which the cell begins.
 */
export function findQuoteFault(text: string, delimiter: string): QuoteFault | undefined {
  const headers: string[] = [];
  let firstRow = true;
  let row = 1;
  let cell = 1;
  let at = 0;
  const fault = (line: number, problem: string): QuoteFault => ({
    row: line,
    cell,
    header: firstRow ? undefined : headers[cell - 1],
    problem,
  });
  while (at < text.length) {
    const begin = row;
    let value = '';
    if (text[at] === '"') {
      const start = ++at;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) {
          return fault(
            begin,
            'the double quote that opens the cell is never closed. Close it, or write it twice ("") if it belongs to the text',
          );
        }
        at = quote + 1;
        if (text[at] !== '"') break;
        at++;
      }
      value = text.slice(start, at - 1);
      row += value.split(/\r\n|\n|\r/).length - 1;
      const next = text[at];
      if (next !== undefined && next !== delimiter && next !== '\n' && next !== '\r') {
        return fault(
          begin,
          `the double quote that opens the cell closes in line ${row} before ${JSON.stringify(next)}, in the middle of a cell. Write a quote that belongs to the text twice ("")`,
        );
      }
    } else {
      const start = at;
      while (at < text.length && !'\r\n"'.includes(text[at] ?? '') && text[at] !== delimiter) at++;
      if (text[at] === '"') {
        return fault(
          row,
          'there is a double quote in the middle of the cell. Put the whole cell in double quotes, and write that one twice ("")',
        );
      }
      value = text.slice(start, at);
    }
    if (firstRow) headers.push(value.trim());
    if (text[at] === delimiter) {
      at++;
      cell++;
    } else {
      if (text[at] === '\r' && text[at + 1] === '\n') at++;
      at++;
      row++;
      cell = 1;
      if (headers.some((each) => each !== '')) firstRow = false;
      else headers.length = 0;
    }
  }
  return undefined;
}

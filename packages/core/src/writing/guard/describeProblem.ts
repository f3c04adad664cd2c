import type { Problem } from '../Problem.js';

/**
 * A problem in one line: where it stands, then what it is.
 *
 * @example
 * ```ts
 * describeProblem(problem); // types.csv, row 3, column side, body 154109: "left?" is …
 * ```
 */
export function describeProblem(problem: Problem): string {
  const { source, row, column, field, bodyid, reason } = problem;
  const place = [
    source,
    row === undefined ? undefined : `row ${row}`,
    column === undefined ? undefined : `column ${short(column)}`,
    bodyid === undefined ? undefined : `body ${bodyid}`,
    field === undefined || field === column ? undefined : `field ${short(field)}`,
  ].filter((part) => part !== undefined);
  return place.length === 0 ? reason : `${place.join(', ')}: ${reason}`;
}

/** What seemed to be a name may be a whole file. */
function short(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}

import type { BodyId } from '../integers/BodyId.js';

/**
 * Ids that look as if a spreadsheet or a floating-point column had rounded them, by index.
 *
 * A spreadsheet keeps 15 digits and puts zeros for the rest; a program that passes an id through a
 * floating-point number prints up to 17 digits and then zeros. One id of 18 digits in 1,000 ends in
 * three zeros by itself, so an id is suspected only when there are more of its kind than chance
 * would give (at odds of 50 to 1).
 *
 * @param ids - the ids of a table; holes are passed over.
 */
export function looksRounded(ids: readonly (BodyId | undefined)[]): Map<number, string> {
  const suspects = new Map<number, string>();
  const fifteen: Pattern = { rows: [], expected: 0 };
  const printed: Pattern = { rows: [], expected: 0 };
  for (const [index, id] of ids.entries()) {
    // Ids below 10^16 keep their digits in both.
    if (typeof id !== 'bigint' || id < 10n ** 16n) continue;
    const text = String(id);
    const zeros = text.length - text.replace(/0+$/, '').length;
    fifteen.expected += 10 ** -(text.length - 15);
    printed.expected += 0.01;
    if (zeros >= text.length - 15) fifteen.rows.push(index);
    else if (zeros >= 2 && String(Number(id)) === text) printed.rows.push(index);
  }
  if (improbable(fifteen)) {
    for (const index of fifteen.rows) {
      suspects.set(
        index,
        `${ids[index]} ends in zeros from its 16th digit on, as ids do that a spreadsheet has rounded`,
      );
    }
  }
  if (improbable(printed)) {
    for (const index of printed.rows) {
      suspects.set(
        index,
        `${ids[index]} ends as ids do that have been floating-point numbers, which round the last digits`,
      );
    }
  }
  return suspects;
}

interface Pattern {
  readonly rows: number[];
  /** How many there would be by chance. */
  expected: number;
}

/** Whether so many, or more, come by chance less than once in 50 times (Poisson). */
function improbable({ rows, expected }: Pattern): boolean {
  if (rows.length === 0) return false;
  // Where the sum below would lose itself in rounding, the normal distribution is near enough.
  if (expected > 100) return rows.length > expected + 3 * Math.sqrt(expected);
  let fewer = 0;
  let term = Math.exp(-expected);
  for (let count = 0; count < rows.length; count++) {
    fewer += term;
    term *= expected / (count + 1);
  }
  return 1 - fewer < 0.02;
}

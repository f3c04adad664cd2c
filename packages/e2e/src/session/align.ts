import { anyLines, type Names, type Pattern, toPlaceholders } from './placeholders.js';

/** What was shown, beside what was expected. */
export interface Alignment {
  /** The lines shown, each that is as expected in the words of the expectation. */
  readonly lines: readonly string[];
  /** Whether that is the expectation, line by line. */
  readonly equal: boolean;
  /** What the lines hold under the names that the expectation gives. */
  readonly names: Names;
}

// A line as expected outweighs any number of lines that are not. Lines that stand for any number take what
// they must; what differs is rather shown than taken for one of them.
const fits = 1_000_000;

/**
 * Puts expected and shown lines side by side so that most are as expected. The result, compared with the
 * expectation as text, gives a difference that shows just the lines at fault; and it is what a new
 * expectation would be.
 */
export function align(
  expected: readonly Pattern[],
  shown: readonly string[],
  names: Names = {},
): Alignment {
  const steps = plan(expected, shown);
  const lines: string[] = [];
  const found: Record<string, string> = {};
  let equal = true;
  let i = 0;
  let j = 0;
  while (i < expected.length || j < shown.length) {
    const step = steps[i]![j]!.step;
    if (step === 'fits') {
      const captured = expected[i]!.match(shown[j]!)!;
      for (const [name, value] of Object.entries(captured)) {
        if (found[name] !== undefined && found[name] !== value) equal = false;
        found[name] ??= value;
      }
      lines.push(expected[i]!.text);
    } else if (step === 'any') lines.push(anyLines);
    else if (step === 'shown' || step === 'instead') lines.push(toPlaceholders(shown[j]!, names));
    if (step === 'shown' || step === 'expected' || step === 'instead') equal = false;
    if (step !== 'shown' && step !== 'absorbed') i++;
    if (step !== 'expected' && step !== 'any') j++;
  }
  return { lines, equal, names: found };
}

/**
 * `fits`: the line is as expected; `instead`: it stands where another was expected; `shown`: nothing was
 * expected there; `expected`: nothing stands there; `any`: the end of any lines, of which one is `absorbed`.
 */
type Move = 'fits' | 'instead' | 'any' | 'absorbed' | 'shown' | 'expected' | 'end';

/** For each pair of positions the best next move, and what all from there on is worth. */
function plan(
  expected: readonly Pattern[],
  shown: readonly string[],
): { worth: number; step: Move }[][] {
  const table: { worth: number; step: Move }[][] = expected.map(() => []);
  table.push([]);
  for (let i = expected.length; i >= 0; i--)
    for (let j = shown.length; j >= 0; j--) {
      const pattern = expected[i];
      const line = shown[j];
      const moves: { worth: number; step: Move }[] = [];
      const add = (step: Move, worth: number, down: number, right: number) =>
        moves.push({ step, worth: worth + table[i + down]![j + right]!.worth });
      if (pattern?.lines) {
        add('any', 0, 1, 0);
        if (line !== undefined) add('absorbed', -1, 0, 1);
      } else if (pattern) {
        if (line !== undefined) {
          if (pattern.match(line)) add('fits', fits, 1, 1);
          add('instead', -2, 1, 1);
        }
        add('expected', -3, 1, 0);
      }
      if (line !== undefined) add('shown', -3, 0, 1);
      table[i]![j] = moves.reduce((best, one) => (one.worth > best.worth ? one : best), {
        step: 'end',
        worth: moves.length === 0 ? 0 : Number.NEGATIVE_INFINITY,
      });
    }
  return table;
}

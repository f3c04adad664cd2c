import { DecodeError } from '../errors/DecodeError.js';
import { hasLongDigits } from './hasLongDigits.js';
import { quoteLongIntegers } from './quoteLongIntegers.js';

/**
 * Reads JSON with exact integers: an integer is a `number` when it is safe, otherwise a `bigint` of
 * any size. All else reads as `JSON.parse` reads it: `1.0` is 1, the last of two equal keys wins, a
 * fraction keeps the digits that a double has, and a number beyond the range of a double, such as
 * `1e400`, is `Infinity`.
 *
 * @throws DecodeError when the text is no JSON. The message holds nothing of the text.
 * @example
 * ```ts
 * parseJson('{"bodyid": 720575940621039145}'); // { bodyid: 720575940621039145n }
 * ```
 */
export function parseJson(text: string): unknown {
  try {
    return parseExactly(text);
  } catch (error) {
    throw new DecodeError(describe(text, error));
  }
}

/** {@link parseJson}, but throws what `JSON.parse` throws. */
export function parseExactly(text: string): unknown {
  if (!hasLongDigits(text)) return JSON.parse(text);
  const quoted = quoteLongIntegers(text);
  return restoreIntegers(JSON.parse(quoted.text), quoted.mark);
}

/** Turns the marked strings into integers, in place. Without recursion: nesting can be deep. */
function restoreIntegers(root: unknown, mark: string): unknown {
  const outer = { root };
  const pending: Record<string, unknown>[] = [outer];
  for (let holder = pending.pop(); holder !== undefined; holder = pending.pop()) {
    for (const key of Object.keys(holder)) {
      const value = holder[key];
      if (typeof value === 'string') {
        // An own key named `__proto__` is a plain property here, because JSON.parse made it one.
        if (value.startsWith(mark)) holder[key] = toInteger(value.slice(mark.length));
      } else if (typeof value === 'object' && value !== null) {
        pending.push(value as Record<string, unknown>);
      }
    }
  }
  return outer.root;
}

function toInteger(digits: string): number | bigint {
  const rounded = Number(digits);
  return Number.isSafeInteger(rounded) ? rounded : BigInt(digits);
}

/** The engine's own message quotes the text, which may hold a token; only its position is taken. */
function describe(text: string, error: unknown): string {
  if (text.trim() === '') return 'An empty text is not JSON.';
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (position === undefined || hasLongDigits(text)) return 'The text is not JSON.';
  return `The text is not JSON: it breaks at character ${Number(position) + 1}.`;
}

import { longestInteger, parseFloatText, parseInteger, truncate } from '../python/numbers.js';
import { str } from '../python/text.js';
import { PythonError, type PythonValue } from '../python/values.js';
import { bad, good, noneNotAllowed, type Outcome, type Validator } from './outcome.js';

/** Text; numbers and truth values become text. */
export const text: Validator<string> = (value, loc) => {
  if (value === null) return noneNotAllowed(loc);
  if (typeof value === 'string') return good(value);
  if (typeof value === 'object') return bad(loc, 'str type expected', 'type_error.str');
  return good(str(value));
};

/** An integer; floats are cut, texts read as Python reads them, truth values count. */
export const integer: Validator<bigint> = (value, loc) => {
  if (value === null) return noneNotAllowed(loc);
  return attempt(
    () => toInteger(value),
    () => bad(loc, 'value is not a valid integer', 'type_error.integer'),
    ['ValueError', 'TypeError', 'OverflowError'],
  );
};

function toInteger(value: PythonValue): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') return truncate(value);
  if (typeof value === 'string' && [...value].length <= longestInteger) return parseInteger(value);
  throw new PythonError('TypeError', 'int() argument must be a string or a real number');
}

/** A float. An integer too great for one is a failure of the server, not of the value. */
export const float: Validator<number> = (value, loc) => {
  if (value === null) return noneNotAllowed(loc);
  return attempt(
    () => toFloat(value),
    () => bad(loc, 'value is not a valid float', 'type_error.float'),
    ['ValueError', 'TypeError'],
  );
};

function toFloat(value: PythonValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return parseFloatText(value);
  if (typeof value !== 'bigint') {
    throw new PythonError('TypeError', 'float() argument must be a string or a real number');
  }
  const float = Number(value);
  if (!Number.isFinite(float))
    throw new PythonError('OverflowError', 'int too large to convert to float');
  return float;
}

const yes: readonly PythonValue[] = ['1', 'on', 't', 'true', 'y', 'yes'];
const no: readonly PythonValue[] = ['0', 'off', 'f', 'false', 'n', 'no'];

/** A truth value, or one of the words and numbers that stand for one. */
export const bool: Validator<boolean> = (value, loc) => {
  if (value === null) return noneNotAllowed(loc);
  if (typeof value === 'boolean') return good(value);
  const word = typeof value === 'string' ? value.toLowerCase() : value;
  if (yes.includes(word) || word === 1 || word === 1n) return good(true);
  if (no.includes(word) || word === 0 || word === 0n) return good(false);
  return bad(loc, 'value could not be parsed to a boolean', 'type_error.bool');
};

/** One of a set of words. */
export function oneOf(words: readonly string[]): Validator<string> {
  return (value, loc) => {
    if (value === null) return noneNotAllowed(loc);
    if (typeof value === 'string' && words.includes(value)) return good(value);
    const permitted = words.map((word) => `'${word}'`).join(', ');
    const ctx = new Map([['enum_values', [...words]]]);
    return bad(
      loc,
      `value is not a valid enumeration member; permitted: ${permitted}`,
      'type_error.enum',
      ctx,
    );
  };
}

/** Runs Python code of which the validator catches some exceptions. */
export function attempt<T>(
  run: () => T,
  refuse: () => Outcome<T>,
  caught: readonly string[],
): Outcome<T> {
  try {
    return good(run());
  } catch (error) {
    if (error instanceof PythonError && caught.includes(error.kind)) return refuse();
    throw error;
  }
}

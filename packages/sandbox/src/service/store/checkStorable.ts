import { isWellFormed } from '../python/text.js';
import { type PythonDict, PythonError, type PythonValue } from '../python/values.js';

const smallest = -(2n ** 63n);
const greatest = 2n ** 63n - 1n;

/**
 * Refuses what the document store does: a list directly in a list, names of fields that are empty or
 * no text, integers beyond 64 bits, text that is no Unicode.
 *
 * @throws PythonError
 */
export function checkStorable(fields: PythonDict): void {
  for (const [name, value] of fields) {
    if (typeof name !== 'string') throw new PythonError('TypeError', 'field names must be strings');
    if (name === '') throw new PythonError('InvalidArgument', '400 field names must not be empty');
    checkText(name);
    checkValue(value, false);
  }
}

function checkValue(value: PythonValue, inList: boolean): void {
  if (Array.isArray(value)) {
    if (inList) throw new PythonError('InvalidArgument', '400 Nested arrays are not allowed');
    for (const item of value) checkValue(item, true);
  } else if (value instanceof Map) checkStorable(value);
  else if (typeof value === 'string') checkText(value);
  else if (typeof value === 'bigint' && (value < smallest || value > greatest)) {
    throw new PythonError('ValueError', `Value out of range: ${value}`);
  }
}

function checkText(text: string): void {
  if (!isWellFormed(text)) {
    throw new PythonError(
      'UnicodeEncodeError',
      "'utf-8' codec can't encode character: surrogates not allowed",
    );
  }
}

import { InputError } from '../errors/InputError.js';
import { checkInput } from '../schemas/checkInput.js';
import { checkStorable } from '../schemas/checkStorable.js';
import { type OpenObject, openObject } from '../schemas/openObject.js';

/**
 * A value that can be stored, checked as `setValue` checks it. Sends nothing.
 *
 * @throws InputError for a value that is no object, holds `_timestamp`, or cannot be stored (a list
 *   inside a list, a field without a name).
 *
 * @example
 * ```ts
 * const value = checkValue(JSON.parse('{"theme": "dark"}'));
 * ```
 */
export function checkValue(value: unknown): OpenObject {
  const checked = checkInput(value, openObject, 'The value');
  if ('_timestamp' in checked) {
    throw new InputError('The value holds _timestamp, which the server sets. Leave it out.');
  }
  checkStorable(checked, 'The value');
  return checked;
}

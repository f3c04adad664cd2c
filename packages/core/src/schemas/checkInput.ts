import { InputError } from '../errors/InputError.js';
import { describeIssue } from './describeIssue.js';
import type { Check } from './Schema.js';

/**
 * Input of a caller's, checked by a strict schema before anything is sent.
 *
 * @param name - what the message calls the value, such as `The point`.
 * @throws InputError that says where the value is wrong, and what is expected there.
 */
export function checkInput<T>(value: unknown, schema: Check<T>, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { place, expected } = describeIssue(result.error);
  throw new InputError(
    `${name} is wrong${place === '' ? '' : ` at ${place}`}: expected ${expected}.`,
    {
      cause: result.error,
    },
  );
}

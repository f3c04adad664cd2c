import { InputError } from '../errors/InputError.js';
import type { BodyId } from './BodyId.js';
import { highestBodyId } from './isBodyId.js';

/**
 * The canonical form of a body id: a `number` when it is safe, otherwise a `bigint`. Text must be
 * plain digits, without sign, point, exponent or spaces; zeros in front of it are dropped.
 *
 * A `number` beyond 2^53 − 1 is refused, because its last digits are already rounded: pass such an
 * id as text or as a `bigint`.
 *
 * @throws InputError when the value is no body id, 1 to 2^64 − 1.
 * @example
 * ```ts
 * toBodyId('5901222910'); // 5901222910
 * toBodyId('720575940621039145'); // 720575940621039145n
 * ```
 */
export function toBodyId(value: string | number | bigint): BodyId {
  if (typeof value === 'number') return fromNumber(value);
  const id = typeof value === 'bigint' ? value : fromText(value);
  if (id < 1n) throw refusal(value, 'body ids begin at 1');
  if (id > highestBodyId) throw refusal(value, `the highest body id is ${highestBodyId}`);
  return id <= Number.MAX_SAFE_INTEGER ? Number(id) : id;
}

function fromNumber(value: number): BodyId {
  if (!Number.isInteger(value)) throw refusal(value, 'a body id is a whole number');
  if (value < 1) throw refusal(value, 'body ids begin at 1');
  if (!Number.isSafeInteger(value)) {
    throw refusal(
      value,
      'a number above 9007199254740991 has lost its last digits; pass it as text or as a bigint',
    );
  }
  return value;
}

function fromText(text: unknown): bigint {
  if (typeof text !== 'string') throw refusal(text, 'a body id is text, a number or a bigint');
  if (!/^[0-9]+$/.test(text)) throw refusal(text, 'a body id is written in plain digits');
  const digits = text.replace(/^0+(?=.)/, '');
  // Not converted: a text of a million digits would take long.
  return digits.length > 20 ? highestBodyId + 1n : BigInt(digits);
}

function refusal(value: unknown, reason: string): InputError {
  const shown = typeof value === 'string' ? JSON.stringify(shorten(value)) : describe(value);
  return new InputError(`${shown} is not a body id: ${reason}.`);
}

function describe(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'bigint') return shorten(String(value));
  return value === null ? 'null' : `A value of type ${typeof value}`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

import { SandboxError } from '../SandboxError.js';
import { JsonNumber, type JsonObject, type JsonValue } from './value.js';

/** A JSON value as plain data: integers beyond 2^53 are `bigint`, every other number a `number`. */
export type PlainValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** Whole numbers of this size and above are taken for floating-point numbers, not for mangled ids. */
const beyondIds = 2 ** 64;

/** A value of the caller's, without loss. `undefined` members are left out, as `JSON.stringify` does. */
export function fromPlain(value: unknown, pointer = ''): JsonValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'bigint':
      return new JsonNumber(String(value));
    case 'number':
      return fromNumber(value, pointer);
    case 'object': {
      if (value === null) return null;
      if (Array.isArray(value)) return value.map((item, i) => fromPlain(item, `${pointer}/${i}`));
      if (isPlainObject(value)) return fromObject(value, pointer);
    }
  }
  throw new SandboxError('is no JSON value', pointer);
}

function fromObject(value: object, pointer: string): JsonObject {
  const object: JsonObject = new Map();
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) object.set(key, fromPlain(member, child(pointer, key)));
  }
  return object;
}

function fromNumber(value: number, pointer: string): JsonNumber {
  if (!Number.isFinite(value))
    throw new SandboxError(`is ${value}, which JSON cannot hold`, pointer);
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < beyondIds) {
    throw new SandboxError(
      'is a whole number beyond 2^53 held as a number, and so already rounded: give a bigint, ' +
        'the record as a string of JSON, or the whole state as JSON text',
      pointer,
    );
  }
  return new JsonNumber(Object.is(value, -0) ? '-0' : String(value));
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Plain data of a JSON value. */
export function toPlain(value: JsonValue): PlainValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (value instanceof JsonNumber) {
    if (!/^-?\d+$/.test(value.text)) return Number(value.text);
    const integer = Number(value.text);
    return Number.isSafeInteger(integer) ? integer : BigInt(value.text);
  }
  if (Array.isArray(value)) return value.map(toPlain);
  const object: Record<string, PlainValue> = {};
  for (const [key, member] of value) {
    // A key such as __proto__ is data here.
    Object.defineProperty(object, key, {
      value: toPlain(member),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return object;
}

/** JSON pointer of a member. */
export function child(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

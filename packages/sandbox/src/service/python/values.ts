/** What can be a key of a Python dict that came out of JSON: text, or by way of a list of pairs a scalar. */
export type PythonKey = string | bigint | number | boolean | null;

/** A Python dict: insertion order, the first of equal keys keeps its spelling. */
export type PythonDict = Map<PythonKey, PythonValue>;

/**
 * A Python value as the server holds it: `int` is `bigint`, `float` is `number`, `bytes` (a body
 * that was not read as JSON) is a `Uint8Array`.
 */
export type PythonValue =
  | null
  | boolean
  | string
  | bigint
  | number
  | PythonValue[]
  | PythonDict
  | Uint8Array;

/** An exception of the server's own code: whoever does not catch it answers a plain 500. */
export class PythonError extends Error {
  constructor(
    /** The exception's class, such as `KeyError`. */
    readonly kind: string,
    /** What `str()` of the exception gives. */
    readonly text: string,
  ) {
    super(`${kind}: ${text}`);
    this.name = 'PythonError';
  }
}

export function isDict(value: PythonValue | undefined): value is PythonDict {
  return value instanceof Map;
}

export function isList(value: PythonValue | undefined): value is PythonValue[] {
  return Array.isArray(value);
}

/** Python's `bool(value)`. */
export function truthy(value: PythonValue | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (value instanceof Map) return value.size > 0;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length > 0;
  // NaN is true in Python.
  return typeof value === 'number' ? value !== 0 : Boolean(value);
}

/** Python's `a == b`: numbers and truth values by amount, containers by content. */
export function equal(a: PythonValue, b: PythonValue): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i] ?? null))
    );
  }
  if (a instanceof Map) {
    if (!(b instanceof Map) || a.size !== b.size) return false;
    for (const [key, value] of a) {
      const other = getItem(b, key);
      if (other === undefined || !equal(value, other)) return false;
    }
    return true;
  }
  const [x, y] = [amount(a), amount(b)];
  // biome-ignore lint/suspicious/noDoubleEquals: between bigint and number `==` compares exact amounts, as Python does.
  return x !== undefined && y !== undefined && x == y;
}

function amount(value: PythonValue): number | bigint | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

/** `dict.get(key)`; `undefined` when it is absent. */
export function getItem(dict: PythonDict, key: PythonKey): PythonValue | undefined {
  return dict.get(sameKey(dict, key));
}

/** `dict[key] = value`. */
export function setItem(dict: PythonDict, key: PythonKey, value: PythonValue): void {
  dict.set(sameKey(dict, key), value);
}

function sameKey(dict: PythonDict, key: PythonKey): PythonKey {
  if (typeof key === 'string' || key === null || dict.has(key)) return key;
  for (const other of dict.keys()) if (equal(other, key)) return other;
  return key;
}

/**
 * Python's `dict(value)`: of a mapping itself, of an iterable a dict of its pairs.
 *
 * @throws PythonError TypeError or ValueError, as Python does
 */
export function toDict(value: PythonValue): PythonDict {
  if (value instanceof Map) return value;
  const dict: PythonDict = new Map();
  for (const [i, item] of iterate(value).entries()) {
    const pair = pairOf(item, i);
    const [key, member] = pair as [PythonValue, PythonValue];
    if (typeof key === 'object' && key !== null) {
      throw new PythonError('TypeError', `unhashable type: '${typeName(key)}'`);
    }
    setItem(dict, key, member);
  }
  return dict;
}

function iterate(value: PythonValue): PythonValue[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return [...value];
  if (value instanceof Uint8Array) return [...value].map(BigInt);
  throw new PythonError('TypeError', `'${typeName(value)}' object is not iterable`);
}

function pairOf(item: PythonValue, index: number): PythonValue[] {
  const at = `dictionary update sequence element #${index}`;
  let parts: PythonValue[];
  if (item instanceof Map) parts = [...item.keys()];
  else if (Array.isArray(item)) parts = item;
  else if (typeof item === 'string') parts = [...item];
  else throw new PythonError('TypeError', `cannot convert ${at} to a sequence`);
  if (parts.length !== 2) {
    throw new PythonError('ValueError', `${at} has length ${parts.length}; 2 is required`);
  }
  return parts;
}

/** `type(value).__name__`. */
export function typeName(value: PythonValue): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'str';
  if (value instanceof Map) return 'dict';
  return Array.isArray(value) ? 'list' : 'bytes';
}

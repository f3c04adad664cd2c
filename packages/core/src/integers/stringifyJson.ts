import { InputError } from '../errors/InputError.js';

/**
 * Writes JSON with exact integers: a `bigint` becomes bare digits. All else is written as
 * `JSON.stringify` writes it, without spaces; a property that is `undefined` is left out.
 *
 * Refused is what JSON cannot hold and `JSON.stringify` would change silently: `NaN`, `Infinity`,
 * functions, symbols, `undefined` in a list, maps and sets. Refused too is a `number` that is an
 * integer beyond 2^53 − 1, because its digits are already rounded: pass a `bigint`. (From 1e21 on a
 * number is written as `1e+21`, which is read back as it was.)
 *
 * @throws InputError that names the place of the value, also on a cycle.
 * @example
 * ```ts
 * stringifyJson({ bodyid: 720575940621039145n }); // '{"bodyid":720575940621039145}'
 * ```
 */
export function stringifyJson(value: unknown): string {
  // Most values have nothing that JSON.stringify would get wrong, and it is several times as fast.
  if (isPlain(value, 0)) return JSON.stringify(value);
  try {
    return write(value, [], new Set());
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError('The value is nested too deeply to be written as JSON.', { cause: error });
  }
}

/** Deeper than any record; beyond, the slow way tells a cycle from mere depth. */
const deepest = 64;

/** Whether JSON.stringify writes a value as it is to be written. */
function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
    case 'object':
      return value === null || (depth < deepest && isPlainObject(value, depth));
    default:
      return false;
  }
}

function isPlainObject(value: object, depth: number): boolean {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (!isPlain(value[index], depth + 1)) return false;
    }
    return !('toJSON' in value);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in value) return false;
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key];
    if (member !== undefined && !isPlain(member, depth + 1)) return false;
  }
  return true;
}

type Path = (string | number)[];

function write(value: unknown, path: Path, open: Set<object>): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'bigint':
      return String(value);
    case 'number':
      return writeNumber(value, path);
    case 'object':
      return value === null ? 'null' : writeObject(value, path, open);
    default:
      throw refusal(path, `${typeof value} has no JSON form`);
  }
}

function writeNumber(value: number, path: Path): string {
  if (!Number.isFinite(value)) throw refusal(path, `${value} has no JSON form`);
  // From 1e21 on a number is written with an exponent, which promises no last digits.
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21) {
    throw refusal(
      path,
      `the number ${value} is beyond 9007199254740991, so its last digits are already lost; pass a bigint`,
    );
  }
  return JSON.stringify(value);
}

function writeObject(value: object, path: Path, open: Set<object>): string {
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return write(value.toJSON(String(path.at(-1) ?? '')), path, open);
  }
  if (open.has(value)) throw refusal(path, 'the value holds itself');
  open.add(value);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      path.push(index);
      parts.push(write(value[index], path, open));
      path.pop();
    }
  } else {
    const kind = Object.prototype.toString.call(value).slice(8, -1);
    if (kind !== 'Object') throw refusal(path, `${kind} has no JSON form`);
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      path.push(key);
      parts.push(`${JSON.stringify(key)}:${write(member, path, open)}`);
      path.pop();
    }
  }
  open.delete(value);
  return Array.isArray(value) ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
}

/** Names the place as it would be written in code: `records[3].type`. */
function refusal(path: Path, reason: string): InputError {
  const place = path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join('')
    .replace(/^\./, '');
  return new InputError(`Cannot write JSON${place === '' ? '' : ` at ${place}`}: ${reason}.`);
}

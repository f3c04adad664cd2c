import { rawElements, unquoteJson } from '../../../json/goRaw.js';
import { quoteJson } from '../../../json/goString.js';
import { Panic } from '../../http/Call.js';
import type { MemoryRecord } from '../Memory.js';
import { fieldText } from '../recordText.js';
import { storedType } from '../typeValue.js';
import type { Condition, Pattern, Query } from './Condition.js';

/** A query with the names of its fields as they stand in records. */
type Prepared = readonly (readonly [quotedName: string, condition: Condition])[];

/** A test whether a record matches one of the queries; no record is that of a deleted body. */
export function prepareQueries(
  queries: readonly Query[],
): (record: MemoryRecord | undefined) => boolean {
  const prepared = queries.map(
    (query): Prepared => [...query].map(([name, condition]) => [quoteJson(name), condition]),
  );
  return (record) =>
    prepared.some((query) => query.every(([name, condition]) => holds(record, name, condition)));
}

function holds(record: MemoryRecord | undefined, name: string, condition: Condition): boolean {
  const text =
    record === undefined
      ? undefined
      : fieldText(typeof record === 'string' ? record : record.text, name);
  if (condition.kind === 'exists') return condition.exists === (text !== undefined);
  if (text === undefined) return false;
  const untyped = typeof record === 'object' && record.untyped.has(name);
  return matches(condition, text, untyped);
}

function matches(condition: Condition, text: string, untyped: boolean): boolean {
  if (condition.kind === 'nothing' || condition.kind === 'exists') return false;
  const held = readHeld(text, untyped);
  if (held === undefined) return false;
  switch (condition.kind) {
    case 'ints':
      return 'ints' in held && condition.values.some((value) => held.ints.includes(value));
    case 'texts':
      return (
        'texts' in held &&
        condition.values.some((pattern) => held.texts.some((value) => fits(pattern, value)))
      );
    default:
      return matchesFloats(condition.values, 'float' in held ? held.float : undefined);
  }
}

function matchesFloats(
  values: Extract<Condition, { kind: 'floats' }>['values'],
  held: number | undefined,
): boolean {
  for (const value of values) {
    if (typeof value !== 'number')
      throw new Panic(`interface conversion: interface {} is ${value}, not float64`);
    if (value === held) return true;
  }
  return false;
}

function fits(pattern: Pattern, value: string): boolean {
  return typeof pattern === 'string' ? pattern === value : pattern.test(value);
}

/** What of a field can match: `undefined` for objects, truth values, lists of no type, empty lists. */
type Held =
  | { readonly ints: readonly bigint[] }
  | { readonly texts: readonly string[] }
  | { readonly float: number };

function readHeld(text: string, untyped: boolean): Held | undefined {
  const first = text.charCodeAt(0);
  if (first === 0x22) return { texts: [unquoteJson(text)] };
  if (first === 0x5b) {
    const type = untyped ? 'any' : storedType(text);
    if (text === '[]') return undefined;
    if (type === 'ints') return { ints: rawElements(text).map((element) => BigInt(element)) };
    return type === 'texts' ? { texts: rawElements(text).map(unquoteJson) } : undefined;
  }
  if (first !== 0x2d && (first < 0x30 || first > 0x39)) return undefined;
  if (!untyped && storedType(text) !== 'float') return { ints: [BigInt.asIntN(64, BigInt(text))] };
  const value = Number(text);
  // The server converts to an integer of 64 bits and back.
  const whole = Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
  return whole ? { ints: [BigInt(value)] } : { float: value };
}

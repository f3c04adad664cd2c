import { JsonNumber, type JsonObject, type JsonValue } from '../../json/value.js';
import { floatText } from './text.js';
import type { PythonDict, PythonValue } from './values.js';

/** A stored value as a Python value; always a fresh copy. */
export function fromJson(value: JsonValue): PythonValue {
  if (value instanceof JsonNumber) {
    return /^-?\d+$/.test(value.text) ? BigInt(value.text) : Number(value.text);
  }
  if (Array.isArray(value)) return value.map(fromJson);
  if (value instanceof Map) return dictFromJson(value);
  return value;
}

/** {@link fromJson} of an object. */
export function dictFromJson(value: JsonObject): PythonDict {
  const dict: PythonDict = new Map();
  for (const [key, member] of value) dict.set(key, fromJson(member));
  return dict;
}

/** A Python value to be stored: a fresh copy; its keys are texts by then. */
export function toJson(value: PythonValue): JsonValue {
  if (typeof value === 'bigint') return new JsonNumber(value.toString());
  if (typeof value === 'number') return new JsonNumber(jsonFloat(value));
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Map) {
    const object: JsonObject = new Map();
    for (const [key, member] of value) object.set(String(key), toJson(member));
    return object;
  }
  return value instanceof Uint8Array ? null : value;
}

/** Infinities are written so that they are read as infinities again; NaN has no such form. */
function jsonFloat(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  if (Number.isNaN(value)) return 'NaN';
  return value < 0 ? '-1e400' : '1e400';
}

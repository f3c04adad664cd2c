import { JsonNumber, type JsonObject, type JsonValue } from '../../json/value.js';
import { SandboxError } from '../../SandboxError.js';

/** Readers of the parts of a state document; each throws a SandboxError for another kind of value. */

export function list(value: JsonValue, at: string): JsonValue[] {
  if (Array.isArray(value)) return value;
  throw new SandboxError('is not a list', at);
}

export function object(value: JsonValue | undefined, at: string): JsonObject {
  if (value instanceof Map) return value;
  throw new SandboxError(value === undefined ? 'is missing' : 'is not an object', at);
}

/** A member that is an object; an empty one when it is not there. */
export function member(holder: JsonObject, name: string, at: string): JsonObject {
  return object(holder.get(name) ?? new Map(), child(at, name));
}

export function text(value: JsonValue | undefined, at: string): string {
  if (typeof value === 'string') return value;
  throw new SandboxError(value === undefined ? 'is missing' : 'is not a string', at);
}

/** A whole number, as its digits. */
export function digits(value: JsonValue | undefined, at: string): string {
  if (value instanceof JsonNumber && /^(?:0|[1-9]\d*)$/.test(value.text)) return value.text;
  throw new SandboxError(value === undefined ? 'is missing' : 'is not a whole number', at);
}

/** The pointer to a member. */
export function child(at: string, name: string): string {
  return `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

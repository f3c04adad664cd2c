import { JsonNumber, type JsonValue } from './value.js';

/** The text of a JSON value: compact, numbers as they stand. */
export function writeJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  const members: string[] = [];
  for (const [key, member] of value) members.push(`${JSON.stringify(key)}:${writeJson(member)}`);
  return `{${members.join(',')}}`;
}

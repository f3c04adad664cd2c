import { rawMembers } from '../../json/goRaw.js';
import { quoteJson } from '../../json/goString.js';
import { compareText } from '../../json/goText.js';
import type { MemoryRecord } from './Memory.js';
import { storedType, typeValue } from './typeValue.js';
import type { Fields } from './updateRecord.js';

/** Reads a JSON object as the server reads an annotation. */
export function readFields(text: string): Fields {
  const fields: Fields = new Map();
  for (const [name, raw] of rawMembers(text)) fields.set(name, typeValue(raw));
  return fields;
}

/** Reads a stored record's text. */
export function readStored(record: string): Fields {
  const fields: Fields = new Map();
  for (const [name, text] of rawMembers(record)) fields.set(name, { type: storedType(text), text });
  return fields;
}

/** The text in which the server writes a record. */
export function writeFields(fields: Fields): string {
  const members: string[] = [];
  for (const name of [...fields.keys()].sort(compareText)) {
    members.push(`${quoteJson(name)}:${fields.get(name)?.text}`);
  }
  return `{${members.join(',')}}`;
}

/**
 * A record as the head holds it and as the store gives it back: a double without fraction comes
 * back as an integer, and a list of such as a list of integers.
 */
export function writeRecord(fields: Fields): { memory: MemoryRecord; stored: string } {
  const text = writeFields(fields);
  const untyped = new Set<string>();
  let reread: Fields | undefined;
  for (const [name, field] of fields) {
    if (field.type !== 'float' && !(field.type === 'any' && field.text.startsWith('['))) continue;
    const again = typeValue(field.text);
    if (again.type === field.type) continue;
    if (again.text !== field.text) {
      reread ??= new Map(fields);
      reread.set(name, again);
    }
    untyped.add(quoteJson(name));
  }
  return {
    memory: untyped.size === 0 ? text : { text, untyped },
    stored: reread === undefined ? text : writeFields(reread),
  };
}

import { outlineList, skipSpace } from './boundaries.js';
import { excerpt } from './excerpt.js';
import { isUnreadable, parseBytes } from './parseBytes.js';

/** What is wrong with the rest of a list that cannot be parsed. */
export interface Diagnosis {
  /** The records before the fault. */
  readonly values: unknown[];
  /** The list never closes, text follows it, or it holds what is no JSON. */
  readonly fault: 'unclosed' | 'continued' | 'broken';
  /** What stands at the fault, quoted; empty when nothing does. */
  readonly excerpt: string;
}

/** Bytes shown of what a list that never closes ends with: an error text is appended there. */
const tailSize = 300;

/** Finds the records that are whole, and the fault. The bytes begin with a record. */
export function diagnoseList(bytes: Uint8Array): Diagnosis {
  const { ends, closed } = outlineList(bytes, 0, bytes.length);
  const values: unknown[] = [];
  let start = 0;
  for (const end of ends) {
    const value = parseRecord(bytes.subarray(start, end), values.length === 0);
    if (value === undefined) break;
    values.push(value);
    start = end;
  }
  if (closed === undefined) {
    const tail = bytes.subarray(Math.max(start, bytes.length - tailSize));
    return { values, fault: 'unclosed', excerpt: excerpt(tail) };
  }
  const whole = values.length === ends.length && skipSpace(bytes, start, closed) === closed - 1;
  return whole
    ? { values, fault: 'continued', excerpt: excerpt(bytes.subarray(closed)) }
    : { values, fault: 'broken', excerpt: excerpt(bytes.subarray(start)) };
}

/** One record, with the comma before it where it is not the first. */
function parseRecord(bytes: Uint8Array, first: boolean): unknown {
  try {
    const values = parseBytes(bytes, first ? '[0,' : '[0', ']');
    return values.length === 2 ? values[1] : undefined;
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}

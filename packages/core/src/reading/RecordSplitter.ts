import type { Annotation } from '../annotations/Annotation.js';
import { DecodeError, TruncatedError } from '../errors/DecodeError.js';
import { type Boundary, findBoundary, guessBoundary, skipSpace } from './boundaries.js';
import { checkRecords } from './checkRecords.js';
import { diagnoseList } from './diagnoseList.js';
import { excerpt, excerptSize } from './excerpt.js';
import { isUnreadable, parseBytes } from './parseBytes.js';

/** Bytes of a batch. Smaller ones cost more calls, larger ones parse slower and hold more memory. */
export const batchSize = 65_536;

/** Wrong guesses after which boundaries are searched exactly, so that bad input costs linear time. */
const guesses = 8;

const openBracket = 0x5b;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** The records of a list that came to its end, and why reading ends there if the list is broken. */
export interface LastRecords {
  readonly records: Annotation[];
  readonly error?: DecodeError;
}

/**
 * Cuts the bytes of a JSON list of records into batches of whole records.
 *
 * A boundary is guessed backwards from the end of the batch, and `JSON.parse` proves it: what stands
 * before a wrong guess has an open quote or bracket, and cannot be read. So every byte is parsed
 * once, and nothing is scanned for quotes and nesting.
 */
export class RecordSplitter {
  /** Records handed out. */
  recordsRead = 0;

  readonly #source: string;
  #bytes = new Uint8Array(0);
  /** What is not yet read stands from here … */
  #start = 0;
  /** … to here; once the list is open, it begins with a record. */
  #end = 0;
  #open = false;
  /** Below this many bytes, cutting is not worth a try. Low at first: the first records come early. */
  #wanted = 1;
  #step = 4096;
  #exact = false;

  /** @param source - names what is read, for messages: `the answer of GET https://…`. */
  constructor(source: string) {
    this.#source = source;
  }

  push(chunk: Uint8Array): void {
    const size = this.#end - this.#start;
    if (this.#end + chunk.length > this.#bytes.length) {
      const room = size + chunk.length;
      const target =
        room * 2 > this.#bytes.length ? new Uint8Array(Math.max(room * 2, 4096)) : this.#bytes;
      if (target === this.#bytes) target.copyWithin(0, this.#start, this.#end);
      else target.set(this.#bytes.subarray(this.#start, this.#end));
      this.#bytes = target;
      this.#start = 0;
      this.#end = size;
    }
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /** The next batch, or undefined when more bytes are needed. */
  take(): LastRecords | undefined {
    if (!this.#open && !this.#openList()) return undefined;
    const size = this.#end - this.#start;
    if (size < this.#wanted) return undefined;
    for (let limit = Math.min(size, batchSize); ; limit = Math.min(size, limit * 2)) {
      const batch = this.#cut(this.#start + limit);
      if (batch) return batch;
      if (limit === size) break;
    }
    // A record larger than what is here. Doubling keeps the work linear in its size.
    this.#wanted = size * 2;
    return undefined;
  }

  /** What remains at the end of the bytes. */
  finish(): LastRecords {
    if (!this.#open && !this.#openList()) return this.#notOpened();
    try {
      return { records: this.#accept(this.#parse(this.#end, '')) };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return this.#diagnose('ended');
    }
  }

  /** Reads the records before the last boundary that stands before `limit`. */
  #cut(limit: number): LastRecords | undefined {
    let before = limit;
    for (let guess = 0; !this.#exact; guess++) {
      if (guess === guesses) {
        this.#exact = true;
        break;
      }
      const boundary = guessBoundary(this.#bytes, this.#start, before, this.#end);
      if (!boundary) return undefined;
      const batch = this.#tryBoundary(boundary);
      if (batch) return batch;
      before = boundary.end - 1;
    }
    const boundary = findBoundary(this.#bytes, this.#start, limit, this.#end);
    if (!boundary) return undefined;
    // Whole by its brackets and quotes, so that no later byte can make it readable.
    return this.#tryBoundary(boundary) ?? this.#diagnose('goes on');
  }

  #tryBoundary({ end, next }: Boundary): LastRecords | undefined {
    let values: unknown[];
    try {
      values = this.#parse(end, ']');
    } catch (error) {
      if (isUnreadable(error)) return undefined;
      throw error;
    }
    this.#start = next;
    this.#wanted = this.#step;
    this.#step = Math.min(this.#step * 4, batchSize);
    return { records: this.#accept(values) };
  }

  #parse(end: number, behind: string): unknown[] {
    return parseBytes(this.#bytes.subarray(this.#start, end), '[', behind);
  }

  #accept(values: unknown[]): Annotation[] {
    const records = checkRecords(values, this.recordsRead, this.#source);
    this.recordsRead += values.length;
    return records;
  }

  /** Passes the opening bracket. False when the answer is no list, or has not yet begun. */
  #openList(): boolean {
    const bytes = this.#bytes;
    const mark = byteOrderMark.every((byte, index) => bytes[this.#start + index] === byte) ? 3 : 0;
    const first = skipSpace(bytes, this.#start + mark, this.#end);
    if (first < this.#end && bytes[first] === openBracket) {
      this.#open = true;
      this.#start = first + 1;
      return true;
    }
    if (this.#end - first >= excerptSize) {
      const { error } = this.#notOpened();
      if (error) throw error;
    }
    return false;
  }

  #notOpened(): LastRecords {
    const rest = this.#bytes.subarray(this.#start, this.#end);
    // An empty list, as the language behind the server writes one.
    if (/^\s*null\s*$/.test(new TextDecoder().decode(rest))) return { records: [] };
    const text = excerpt(rest);
    return this.#failed(
      text === ''
        ? 'is empty. The server sends an empty answer when it fails inside; try again'
        : /^"a web page/.test(text)
          ? `is ${JSON.parse(text)}: a proxy or login page may stand in front of the server`
          : `is not a list of records; it begins with ${text}`,
    );
  }

  /** The records that are whole, and what is wrong with the rest. */
  #diagnose(state: 'ended' | 'goes on'): LastRecords {
    const { values, fault, excerpt } = diagnoseList(this.#bytes.subarray(this.#start, this.#end));
    const records = this.#accept(values);
    const { recordsRead } = this;
    const count = recordsRead === 1 ? '1 whole record' : `${recordsRead} whole records`;
    if (fault === 'unclosed' && state === 'ended') {
      const tail = excerpt === '' ? '' : `, and it ends with ${excerpt}`;
      const message = `${this.#source} was cut off after ${count}: its list never closed${tail}. What was read is not all; try again.`;
      return { records, error: new TruncatedError(capital(message), { recordsRead }) };
    }
    return this.#failed(
      fault === 'continued'
        ? `goes on behind its list of ${count}, with ${excerpt}`
        : `holds what is no JSON after ${count}: ${excerpt}`,
      records,
    );
  }

  #failed(how: string, records: Annotation[] = []): LastRecords {
    return { records, error: new DecodeError(capital(`${this.#source} ${how}.`)) };
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

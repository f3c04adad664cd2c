import { isUint64 } from '../../json/goNumbers.js';
import { goQuote } from '../../json/goQuote.js';
import { BadRequest } from '../http/Call.js';

/** First and last byte. */
export interface ByteRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** A range that a value does not have: status 416. */
export class Unsatisfiable extends Error {}

/** @throws BadRequest */
export function newRange(key: string, start: bigint, end: bigint): ByteRange {
  if (start <= end) return { start, end };
  throw new BadRequest(`byte_start ${start} must be <= byte_end ${end} for key ${goQuote(key)}`);
}

/**
 * The bytes of a range.
 *
 * @throws BadRequest when the value has not all of them
 */
export function slice(key: string, value: Uint8Array, range: ByteRange | undefined): Uint8Array {
  if (range === undefined) return value;
  for (const name of ['start', 'end'] as const) {
    if (range[name] < BigInt(value.length)) continue;
    throw new BadRequest(
      `byte_${name} ${range[name]} is outside value for key ${goQuote(key)} with ${value.length} bytes`,
    );
  }
  return value.subarray(Number(range.start), Number(range.end) + 1);
}

/**
 * Reads a Range header; `undefined` for one that is passed over.
 *
 * @throws Unsatisfiable
 */
export function readRangeHeader(header: string, size: number): ByteRange | undefined {
  const text = header.startsWith('bytes=') ? header.slice(6).trim() : '';
  if (text === '' || text.includes(',') || !text.includes('-')) return undefined;
  const dash = text.indexOf('-');
  const [first, last] = [text.slice(0, dash).trim(), text.slice(dash + 1).trim()];
  if (first === '' && last === '') return undefined;
  const end = BigInt(size) - 1n;
  if (first === '') {
    if (!isUint64(last)) return undefined;
    const suffix = BigInt(last);
    if (suffix === 0n) throw new Unsatisfiable(`Range ${goQuote(header)} is not satisfiable`);
    return { start: suffix > end ? 0n : end + 1n - suffix, end };
  }
  if (!isUint64(first)) return undefined;
  const start = BigInt(first);
  if (start > end)
    throw new Unsatisfiable(`Range start ${start} is outside value with ${size} bytes`);
  if (last === '') return { start, end };
  if (!isUint64(last) || start > BigInt(last)) return undefined;
  return { start, end: BigInt(last) > end ? end : BigInt(last) };
}

import { wellFormed } from '../../json/goString.js';
import { concatenate, decodeText, encodeText } from '../../json/goText.js';
import { BadRequest } from '../http/Call.js';

/** Pairs of key and value, of which the messages that carry annotations consist. */
export interface KeyValue {
  readonly key: string;
  readonly value: Uint8Array;
}

const malformed = 'proto: cannot parse invalid wire-format data';

/** Writes a `KeyValues` message. */
export function writeKeyValues(pairs: readonly KeyValue[]): Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  for (const { key, value } of pairs) {
    const name = encodeText(key);
    const members = [...member(1, name), ...member(2, value)];
    const size = members.reduce((sum, piece) => sum + piece.length, 0);
    pieces.push(Uint8Array.from([0x0a, ...varint(size)]), ...members);
  }
  return concatenate(pieces);
}

/** A member of a message; an empty one is left out, as proto3 does. */
function member(number: number, bytes: Uint8Array): Uint8Array[] {
  return bytes.length === 0
    ? []
    : [Uint8Array.from([(number << 3) | 2, ...varint(bytes.length)]), bytes];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return [...bytes, rest];
}

/**
 * Reads a `KeyValues` message.
 *
 * @throws BadRequest
 */
export function readKeyValues(bytes: Uint8Array): KeyValue[] {
  const pairs: KeyValue[] = [];
  for (const pair of readMembers(bytes)) {
    if (pair.number !== 1 || pair.bytes === undefined) continue;
    let key = '';
    let value = new Uint8Array(0);
    for (const part of readMembers(pair.bytes)) {
      if (part.bytes === undefined) continue;
      if (part.number === 1) key = readText(part.bytes);
      if (part.number === 2) value = Uint8Array.from(part.bytes);
    }
    pairs.push({ key, value });
  }
  return pairs;
}

/** A key of which the value is asked for, or some bytes of it. */
export interface WireKey {
  readonly key: string;
  readonly start?: bigint;
  readonly end?: bigint;
}

/**
 * Reads a `Keys` message: keys first, then those with a range.
 *
 * @throws BadRequest
 */
export function readKeyRequests(bytes: Uint8Array): WireKey[] {
  const keys: WireKey[] = [];
  const ranges: WireKey[] = [];
  for (const { number, bytes: inner } of readMembers(bytes)) {
    if (number === 1 && inner !== undefined) keys.push({ key: readText(inner) });
    else if (number === 2 && inner !== undefined) ranges.push(readRange(inner));
  }
  return [...keys, ...ranges];
}

/** The keys of a `Keys` message, without those that have a range. */
export function readKeys(bytes: Uint8Array): string[] {
  return readKeyRequests(bytes)
    .filter(({ start }) => start === undefined)
    .map(({ key }) => key);
}

function readRange(bytes: Uint8Array): WireKey {
  let key = '';
  let start = 0n;
  let end = 0n;
  for (const { number, bytes: inner, value } of readMembers(bytes)) {
    if (number === 1 && inner !== undefined) key = readText(inner);
    if (number === 2 && value !== undefined) start = value;
    if (number === 3 && value !== undefined) end = value;
  }
  return { key, start, end };
}

function readText(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  if (wellFormed(text) === text) return text;
  throw new BadRequest('string field contains invalid UTF-8');
}

interface Member {
  readonly number: number;
  /** There for members that have a length. */
  readonly bytes: Uint8Array | undefined;
  /** There for members that are a number. */
  readonly value: bigint | undefined;
}

/** Groups within groups that are read. */
const deepest = 10_000;

function* readMembers(bytes: Uint8Array): Generator<Member> {
  let at = 0;
  const fail = (): never => {
    throw new BadRequest(malformed);
  };
  const readVarint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++] ?? fail();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value > 0xffff_ffff_ffff_ffffn ? fail() : value;
    }
    return fail();
  };
  const readTag = (): { number: number; wire: number } => {
    const tag = readVarint();
    const number = tag >> 3n;
    if (number < 1n || number > 536_870_911n) fail();
    return { number: Number(number), wire: Number(tag & 7n) };
  };
  const readPlain = (wire: number): { bytes?: Uint8Array; value?: bigint } => {
    if (wire === 0) return { value: readVarint() };
    const size = wire === 1 ? 8n : wire === 5 ? 4n : wire === 2 ? readVarint() : fail();
    if (size > BigInt(bytes.length - at)) fail();
    const start = at;
    at += Number(size);
    return wire === 2 ? { bytes: bytes.subarray(start, at) } : {};
  };
  const skipGroup = (number: number): void => {
    const open = [number];
    while (open.length > 0) {
      const inner = readTag();
      if (inner.wire === 4) {
        if (open.pop() !== inner.number) fail();
      } else if (inner.wire === 3) {
        if (open.push(inner.number) > deepest) fail();
      } else readPlain(inner.wire);
    }
  };
  while (at < bytes.length) {
    const { number, wire } = readTag();
    if (wire === 3) skipGroup(number);
    const { bytes: inner, value } = wire === 3 ? {} : readPlain(wire);
    yield { number, bytes: inner, value };
  }
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BadRequest } from '../http/Call.js';
import { readKeyRequests, readKeyValues, writeKeyValues } from './protobuf.js';
import { writeTar } from './tar.js';

describe('protobuf', () => {
  test('pairs come back', () => {
    const pair = fc.record({ key: fc.string({ unit: 'grapheme' }), value: fc.uint8Array() });
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const read = readKeyValues(writeKeyValues(pairs));
        expect(read.map(({ key, value }) => [key, [...value]])).toEqual(
          pairs.map(({ key, value }) => [key, [...value]]),
        );
      }),
    );
  });

  test('a long value has a long size', () => {
    const value = new Uint8Array(300).fill(7);
    const bytes = writeKeyValues([{ key: 'k', value }]);
    expect([...bytes.subarray(0, 8)]).toEqual([0x0a, 0xb2, 0x02, 0x0a, 1, 0x6b, 0x12, 0xac]);
    expect(readKeyValues(bytes)).toEqual([{ key: 'k', value }]);
  });

  test('keys, and keys with a range', () => {
    const bytes = Uint8Array.of(0x12, 7, 0x0a, 1, 0x61, 0x10, 1, 0x18, 3, 0x0a, 1, 0x62);
    expect(readKeyRequests(bytes)).toEqual([{ key: 'b' }, { key: 'a', start: 1n, end: 3n }]);
  });

  test('any bytes are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          readKeyValues(bytes);
          readKeyRequests(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(BadRequest);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('a tar archive has blocks of 512 bytes and a checksum', () => {
  const archive = writeTar([{ name: '5', bytes: new TextEncoder().encode('{"bodyid":5}') }]);
  const text = (start: number, size: number): string =>
    String.fromCharCode(...archive.subarray(start, start + size)).replace(/\0+$/, '');
  expect(archive).toHaveLength(512 * 4);
  expect([text(0, 100), text(100, 8), text(124, 12), text(257, 8)]).toEqual([
    '5',
    '0000755',
    '00000000014',
    'ustar\x0000',
  ]);
  const sum = archive
    .subarray(0, 512)
    .reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  expect(Number.parseInt(text(148, 6), 8)).toBe(sum);
  expect(text(512, 512)).toBe('{"bodyid":5}');
});

describe('names in an archive', () => {
  const headers = (name: string): string[] => {
    const archive = new TextDecoder('latin1').decode(
      writeTar([{ name, bytes: new Uint8Array(0) }]),
    );
    return archive.match(/.{512}/gs) ?? [];
  };

  test('a plain name stands in the header', () => {
    const [first = '', ...rest] = headers('k'.repeat(100));
    expect(first.slice(0, 101)).toBe(`${'k'.repeat(100)}0`);
    expect(rest).toHaveLength(2);
  });

  test.each([
    ['é', 'PaxHeaders.0', '11 path=Ã©\n', ''],
    ['aéb', 'PaxHeaders.0/ab', '13 path=aÃ©b\n', 'ab'],
    [
      'k'.repeat(101),
      `PaxHeaders.0/${'k'.repeat(87)}`,
      `111 path=${'k'.repeat(101)}\n`,
      'k'.repeat(100),
    ],
  ])('%s gets a header of its own', (name, place, record, plain) => {
    const [first = '', second = '', third = ''] = headers(name);
    expect(first.slice(0, 100).replace(/\0+$/, '')).toBe(place);
    expect(first[156]).toBe('x');
    expect(second.replace(/\0+$/, '')).toBe(record);
    expect(third.slice(0, 100).replace(/\0+$/, '')).toBe(plain);
    expect(third[156]).toBe('0');
  });
});

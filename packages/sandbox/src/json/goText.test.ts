import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareText, decodeJsonText, decodeText, encodeText } from './goText.js';

describe('decodeText and encodeText', () => {
  test('keep any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...encodeText(decodeText(bytes))]).toEqual([...bytes]);
      }),
    );
  });

  test('keep any well-formed text, and a byte order mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeText(encodeText(`\ufeff${text}`))).toBe(`\ufeff${text}`);
      }),
    );
  });
});

test('decodeJsonText makes one U+FFFD of each byte that is no UTF-8', () => {
  const bytes = Uint8Array.of(0x61, 0xe2, 0x82, 0xff, 0xf0, 0x9f, 0xc3, 0xa9, 0xed, 0xa0, 0x80);
  expect(decodeJsonText(bytes)).toBe('a\ufffd\ufffd\ufffd\ufffd\ufffdé\ufffd\ufffd\ufffd');
});

test('compareText orders texts by their bytes', () => {
  expect(compareText('\uffee', '😀')).toBeLessThan(0);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      const order = Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(Math.sign(compareText(a, b))).toBe(order);
    }),
  );
});

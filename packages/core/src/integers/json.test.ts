import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damagedText, hostileText, jsonText, outcome, readPlainly } from '../../test/json.js';
import { DecodeError } from '../errors/DecodeError.js';
import { InputError } from '../errors/InputError.js';
import { hasLongDigits } from './hasLongDigits.js';
import { parseExactly, parseJson } from './parseJson.js';
import { stringifyJson } from './stringifyJson.js';

describe('parseJson', () => {
  it.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['-9007199254740991', -9007199254740991],
    ['-9007199254740992', -9007199254740992n],
    ['18446744073709551615', 18446744073709551615n],
    ['1.0', 1],
    ['1e3', 1000],
    ['-0', -0],
    ['1e400', Number.POSITIVE_INFINITY],
    ['1'.repeat(5000), BigInt('1'.repeat(5000))],
    ['"12345678901234567890"', '12345678901234567890'],
    ['"\\u000112345678901234567890"', '\u000112345678901234567890'],
    [
      '["\\u00011234567890123456",1234567890123456789]',
      ['\u00011234567890123456', 1234567890123456789n],
    ],
    ['{"a":1234567890123456789,"a":2}', { a: 2 }],
    [' [ 1234567890123456789 , 5 ] ', [1234567890123456789n, 5]],
  ])('reads %s', (text, value) => {
    expect(parseJson(text)).toStrictEqual(value);
  });

  it('keeps a key named __proto__ as a property', () => {
    for (const text of [
      '{"__proto__":{"a":1}}',
      '{"__proto__":{"a":1234567890123456789}}',
      '{"__proto__":1234567890123456789}',
    ]) {
      const value = parseJson(text) as object;
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(Object.keys(value)).toEqual(['__proto__']);
      expect(stringifyJson(value)).toBe(text);
    }
  });

  it('reads any nesting', () => {
    const depth = 200_000;
    let value = parseJson(`${'['.repeat(depth)}1234567890123456789${']'.repeat(depth)}`);
    for (let level = 0; level < depth; level++) value = (value as unknown[])[0];
    expect(value).toBe(1234567890123456789n);
  });

  it.each([
    '',
    ' ',
    '{',
    '[1,]',
    'nope',
    '{12345678901234567890:1}',
    '{12345678901234567890 :1}',
    '[00000000000000000001]',
    '[12345678901234567890abc]',
    '[12345678901234567890-1]',
    '[--12345678901234567890]',
    '"12345678901234567890',
    '[12345678901234567890 12345678901234567890]',
  ])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(DecodeError);
  });

  it('keeps the text out of its message', () => {
    const error = (() => {
      try {
        return parseJson('c0ffee-secret-token');
      } catch (thrown) {
        return thrown as Error;
      }
    })() as Error;
    expect(error.message).toBe('The text is not JSON.');
    expect(error.cause).toBeUndefined();
    expect(() => parseJson('{"a" 1}')).toThrow('it breaks at character 6');
  });

  it('reads what a plain reader reads', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(isDeepStrictEqual(parseJson(text), readPlainly(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses exactly what JSON.parse refuses', () => {
    fc.assert(
      fc.property(damagedText, (text) => {
        const plain = outcome(() => JSON.parse(text));
        const exact = outcome(() => parseExactly(text));
        expect('threw' in exact).toBe('threw' in plain);
        if ('value' in exact) expect(isDeepStrictEqual(exact.value, readPlainly(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('hasLongDigits', () => {
  it('finds a run wherever it stands', () => {
    for (let before = 0; before < 40; before++) {
      for (const length of [14, 15, 16, 17, 40]) {
        const text = `${'x'.repeat(before)}${'7'.repeat(length)}${'x'.repeat(40 - before)}`;
        expect(hasLongDigits(text)).toBe(length >= 16);
        expect(hasLongDigits(`${'x'.repeat(before)}${'7'.repeat(length)}`)).toBe(length >= 16);
      }
    }
  });
});

describe('stringifyJson', () => {
  it('writes integers as bare digits', () => {
    const record = { bodyid: 18446744073709551615n, list: [-9007199254740993n, 5n], at: -0 };
    expect(stringifyJson(record)).toBe(
      '{"bodyid":18446744073709551615,"list":[-9007199254740993,5],"at":0}',
    );
  });

  it('leaves out properties that are undefined and follows toJSON', () => {
    const when = new Date('2026-01-02T03:04:05Z');
    expect(stringifyJson({ a: undefined, when })).toBe('{"when":"2026-01-02T03:04:05.000Z"}');
  });

  it.each([
    [{ records: [{ type: Number.NaN }] }, 'at records[0].type: NaN has no JSON form'],
    [{ 'soma side': Number.POSITIVE_INFINITY }, 'at ["soma side"]: Infinity has no JSON form'],
    [[1, undefined], 'at [1]: undefined has no JSON form'],
    [undefined, 'Cannot write JSON: undefined has no JSON form'],
    [{ a: () => 1 }, 'at a: function has no JSON form'],
    [{ a: Symbol('x') }, 'at a: symbol has no JSON form'],
    [{ a: new Map() }, 'at a: Map has no JSON form'],
    [[{ bodyid: 2 ** 53 }], 'at [0].bodyid: the number 9007199254740992 is beyond'],
    [1e20, 'pass a bigint'],
  ])('refuses %o', (value, message) => {
    expect(() => stringifyJson(value)).toThrow(InputError);
    expect(() => stringifyJson(value)).toThrow(message);
  });

  it('writes what has an exponent, because a record may hold it', () => {
    expect(stringifyJson(parseJson('[1e+21,-2.5e300]'))).toBe('[1e+21,-2.5e+300]');
  });

  it('refuses cycles and bottomless nesting, not repetition', () => {
    const shared = { a: 1 };
    expect(stringifyJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
    const cycle: Record<string, unknown> = {};
    cycle.inner = { cycle };
    expect(() => stringifyJson(cycle)).toThrow('at inner.cycle: the value holds itself');
    let deep: unknown = 1;
    for (let level = 0; level < 1_000_000; level++) deep = [deep];
    expect(() => stringifyJson(deep)).toThrow(InputError);
  });

  it('writes what parseJson read, and JSON.stringify writes the same without big integers', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const value = parseJson(text);
        const written = outcome(() => stringifyJson(value));
        // Floats from 2^53 to 1e21 cannot be told from rounded integers, and are refused.
        if ('threw' in written) return;
        // JSON knows -0, which is written as 0.
        expect(stringifyJson(parseJson(written.value))).toBe(written.value);
        const plain = outcome(() => JSON.stringify(value));
        if ('value' in plain) expect(written.value).toBe(plain.value);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(hostileText, fc.bigInt(), (text, integer) => {
        const big = integer * 2n ** 60n + 2n ** 90n;
        const read = parseJson(stringifyJson({ [text]: [text, { big }] }));
        expect(isDeepStrictEqual(read, { [text]: [text, { big }] })).toBe(true);
      }),
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors/InputError.js';
import { compareBodyIds } from './compareBodyIds.js';
import { isBodyId } from './isBodyId.js';
import { toBodyId } from './toBodyId.js';

describe('toBodyId', () => {
  it.each([
    ['1', 1],
    [7, 7],
    [7n, 7],
    ['007', 7],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    [9007199254740991n, 9007199254740991],
    ['18446744073709551615', 18446744073709551615n],
  ])('gives %o its canonical form', (value, id) => {
    expect(toBodyId(value)).toBe(id);
    expect(isBodyId(toBodyId(value))).toBe(true);
  });

  it.each([
    ['0', 'body ids begin at 1'],
    [0, 'body ids begin at 1'],
    [-5, 'body ids begin at 1'],
    [-5n, 'body ids begin at 1'],
    ['-5', 'plain digits'],
    ['+5', 'plain digits'],
    [' 5', 'plain digits'],
    ['5\n', 'plain digits'],
    ['', 'plain digits'],
    ['5.0', 'plain digits'],
    ['1e3', 'plain digits'],
    ['0x10', 'plain digits'],
    ['1_000', 'plain digits'],
    ['٣', 'plain digits'],
    [1.5, 'whole number'],
    [Number.NaN, 'whole number'],
    [Number.POSITIVE_INFINITY, 'whole number'],
    [2 ** 53, 'lost its last digits'],
    ['18446744073709551616', 'highest body id is 18446744073709551615'],
    [2n ** 64n, 'highest body id is 18446744073709551615'],
    ['9'.repeat(1_000_000), 'highest body id'],
    [null as never, 'null is not a body id'],
    [{} as never, 'a body id is text, a number or a bigint'],
  ])('refuses %o', (value, message) => {
    expect(() => toBodyId(value)).toThrow(InputError);
    expect(() => toBodyId(value)).toThrow(message);
  });

  it('gives each id one form, whichever way it comes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }), (id) => {
        expect(toBodyId(String(id))).toBe(toBodyId(id));
        expect(BigInt(toBodyId(id))).toBe(id);
      }),
    );
  });
});

describe('isBodyId', () => {
  it.each([0, -1, 1.5, 2 ** 53, 5n, 2n ** 64n, '5', null, undefined])('is not %o', (value) => {
    expect(isBodyId(value)).toBe(false);
  });
});

describe('compareBodyIds', () => {
  it('orders by value across both forms', () => {
    const ids = [9007199254740993n, 5, 18446744073709551615n, 9007199254740991, 1];
    expect([...ids].sort(compareBodyIds)).toEqual([
      1,
      5,
      9007199254740991,
      9007199254740993n,
      18446744073709551615n,
    ]);
    expect(compareBodyIds(5, 5)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { encodePath, encodeQuery } from './segments.js';

describe('encodePath', () => {
  it.each([
    [['v2', 'datasets', 'manc:v1.0'], '/v2/datasets/manc:v1.0'],
    [['1,2,18446744073709551615'], '/1,2,18446744073709551615'],
    [['ann@lab.example'], '/ann@lab.example'],
    [
      ['a b', 'ü', '50%', 'a?b#c', '%2e%2e', 'a\\b'],
      '/a%20b/%C3%BC/50%25/a%3Fb%23c/%252e%252e/a%5Cb',
    ],
    [['...'], '/...'],
    [[], ''],
  ])('encodes %j', (segments, path) => {
    expect(encodePath(segments)).toBe(path);
  });

  it('means the same address to a URL, whatever the segment', () => {
    for (const segment of ['manc:v1.0', '~', '%2e', 'a;b', 'a&b', '\u0000', '\t']) {
      const { pathname } = new URL(`https://clio.test${encodePath(['v2', segment, 'x'])}`);
      const parts = pathname.split('/').map(decodeURIComponent);
      expect(parts).toEqual(['', 'v2', segment, 'x']);
    }
  });

  it.each(['', '.', '..', 'a/b', '/', '\udc00'])('refuses %j', (segment) => {
    expect(() => encodePath(['v2', segment])).toThrowError(
      expect.objectContaining({ code: 'input' }),
    );
  });
});

describe('encodeQuery', () => {
  it('leaves out what is undefined, and encodes what has a meaning in an address', () => {
    expect(encodeQuery({ a: 'x&y=z #+', b: undefined, c: false, d: 0 }, undefined, { e: '' })).toBe(
      '?a=x%26y%3Dz+%23%2B&c=false&d=0&e=',
    );
    expect(encodeQuery({ a: undefined })).toBe('');
  });
});

import { expect, test } from 'vitest';
import { compileRegex } from './goRegex.js';

test.each([
  ['(?P<n>a)(?P<n>b)', 'ab', true],
  ['(?<n>a)(?<n>b)', 'ba', false],
  [String.raw`(?P<n>a)\(?(?P<n>b)`, 'a(b', true],
  ['^a', 'ab', true],
])('%s on %s: %s', (source, text, found) => {
  expect(compileRegex(source).matcher(text).find()).toBe(found);
});

test.each(['(', '(?=a)', '(?P<n>a)(?P<n>b'])('%s is no expression', (source) => {
  expect(() => compileRegex(source)).toThrow();
});

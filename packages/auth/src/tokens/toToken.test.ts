import { InputError } from '@clio/core';
import { expect, it } from 'vitest';
import { toToken } from './toToken.js';

it.each([
  ['abc', 'abc'],
  ['  abc\r\n', 'abc'],
  ['"abc"', 'abc'],
  ["'abc'", 'abc'],
  ['Bearer abc', 'abc'],
  ['bearer   "abc"', 'abc'],
  ['Authorization: Bearer abc', 'abc'],
  ['bearer', ''],
  ['any form: is /sent+as=it_is~', undefined],
  ['any/form+is=sent_as~it.is', 'any/form+is=sent_as~it.is'],
  ['bearerabc', 'bearerabc'],
])('%j', (text, token) => {
  if (token) expect(toToken(text)).toBe(token);
  else expect(() => toToken(text)).toThrow(InputError);
});

it.each(['', '   ', '""', 'se cret', 'se\ncret', 'sécret', 'se\0cret'])(
  'refuses %j without repeating it',
  (text) => {
    expect(() => toToken(text)).toThrow(InputError);
    try {
      toToken(text);
    } catch (error) {
      expect((error as Error).message).not.toMatch(/cret/);
    }
  },
);

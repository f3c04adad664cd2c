import { describe, expect, it } from 'vitest';
import { patternsAgree } from '../../test/patternsAgree.js';
import { InputError } from '../errors/InputError.js';
import { explainQuery } from './explainQuery.js';
import { matchesQuery } from './matchesQuery.js';
import { regex } from './regex.js';

const found = (pattern: string, text: unknown, options = {}) =>
  matchesQuery({ type: text }, { type: regex(pattern, options) });

describe('regex', () => {
  it('matches the whole text', () => {
    expect(found('DNp.*', 'DNp01')).toBe(true);
    expect(found('DNp', 'DNp01')).toBe(false);
    expect(found('p0', 'DNp01')).toBe(false);
    expect(found('a|b', 'ab')).toBe(false);
    expect(found('DNp.*', ['x', 'DNp01'])).toBe(true);
    expect(found('5', 5)).toBe(false);
    expect(found('.*', 'a\nb')).toBe(false);
    expect(found('dnp.*', 'DNp01', { ignoreCase: true })).toBe(true);
    expect(found('(?i)dnp.*', 'DNp01')).toBe(true);
  });

  it('goes to the server in a list, anchored, with its own escapes', () => {
    expect(explainQuery({ type: regex('a|b\\d "é"') }).server).toEqual({
      type: ['re/^(?:a|b\\d \\"é\\")$'],
    });
    expect(explainQuery({ type: regex('x', { ignoreCase: true }) }).server).toEqual({
      type: ['re/(?i)^(?:x)$'],
    });
  });

  it.each([
    ['a(?=b)', 'at character 2: of the groups that begin with "(?"'],
    ['(?i)a\\b', 'other boundaries of words'],
    ['(?<name>a)', '(?:…) alone'],
    ['(?P<name>a)', '(?:…) alone'],
    ['a(?i)b', '(?:…) alone'],
    ['(a', 'this "(" is not closed'],
    ['a)', 'this ")" closes nothing'],
    ['[a', 'this "[" is not closed'],
    ['[', 'this "[" is not closed'],
    ['[]a]', 'a set of characters is empty'],
    ['[[:alpha:]]', 'classes such as [:alpha:]'],
    ['[z-a]', 'out of order'],
    ['[a-\\d]', 'from one character to another'],
    ['[a-c-e]', 'this "-" is ambiguous'],
    ['[\\b]', 'has no place in a set'],
    ['*a', 'nothing stands before this "*"'],
    ['a**', 'two repetitions'],
    ['a{2}{3}', 'two repetitions'],
    ['a{', 'a "{" begins a repetition'],
    ['a{,2}', 'a "{" begins a repetition'],
    ['a{3,2}', 'out of order'],
    ['a{1001}', 'at most 1000 times'],
    ['(a{100}){100}', 'at most 1000 times'],
    ['}', 'write \\}'],
    ['a]', 'write \\]'],
    ['^*', 'an anchor cannot be repeated'],
    ['(a)\\1', 'no references back'],
    ['\\p{L}', '\\p is not known here'],
    ['\\A', '\\A is not known here'],
    ['\\é', '\\é is not known here'],
    ['\\x4', 'two hexadecimal digits'],
    ['a\\', 'a backslash ends the pattern'],
    ['\ud800', 'half a character'],
    ['('.repeat(101), 'nested too deeply'],
    [/a/ as never, 'is given as a text'],
  ])('refuses %s', (pattern, reason) => {
    expect(() => regex(pattern)).toThrow(InputError);
    expect(() => regex(pattern)).toThrow(reason);
  });

  it('means the same to the server and here', async () => {
    expect(await patternsAgree(15)).toBeGreaterThan(300);
  });
});

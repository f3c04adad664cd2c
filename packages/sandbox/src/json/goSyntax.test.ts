import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonProblem } from './goSyntax.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const early = 'unexpected end of JSON input';

describe('jsonProblem', () => {
  test.each([
    ['', early],
    ['{"a":', early],
    ['[1,', early],
    ['"abc', early],
    ['{"a":nul', "invalid character ' ' in literal null (expecting 'l')"],
    ['-', "invalid character ' ' in numeric literal"],
    ['1.', "invalid character ' ' after decimal point in numeric literal"],
    ['1e+', "invalid character ' ' in exponent of numeric literal"],
    ['"\\u12', "invalid character ' ' in \\u hexadecimal character escape"],
    ['{"a":1}{', "invalid character '{' after top-level value"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b":2}', "invalid character '\"' after object key:value pair"],
    ['[1 2]', "invalid character '2' after array element"],
    ['[01]', "invalid character '1' after array element"],
    ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
    ['"\u0001"', "invalid character '\\x01' in string literal"],
    ['"\\x"', "invalid character 'x' in string escape code"],
    ['é', "invalid character 'Ã' looking for beginning of value"],
    ['\ufeff{}', "invalid character 'ï' looking for beginning of value"],
    ['\u007f', "invalid character '\\x7f' looking for beginning of value"],
    ['['.repeat(10_001), "invalid character '[' exceeded max depth"],
  ])('%j', (text, problem) => {
    expect(jsonProblem(bytes(text))?.problem).toBe(problem);
  });

  test('admits what JSON.parse admits, and no more', () => {
    const pieces = fc.constantFrom(...'{}[]",:0123-+.eE tfn\\u"a', 'true', 'null', '"a":', '\n');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (text) => {
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          expect(jsonProblem(bytes(text)) === undefined).toBe(isJson);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('of a stream only the first value counts', () => {
    expect(jsonProblem(bytes('{"a":1} rest'), true)).toBeUndefined();
    expect(jsonProblem(bytes('{"a":nul'), true)).toEqual({ problem: early, early: true });
  });
});

import * as fc from 'fast-check';
import { objectText } from './json.js';

const id = fc.oneof(
  fc.integer({ min: 1, max: 1000 }).map(String),
  fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }).map(String),
);

/** Text of a record: an object with a body id, anywhere among its fields. */
export const recordText: fc.Arbitrary<string> = fc.tuple(id, objectText).map(([bodyid, object]) => {
  const rest = object.slice(1);
  // The last of two equal keys wins, and another body id must not.
  const other = rest.replace(/"(?:bodyid|\\u0062\\u006f\\u0064\\u0079\\u0069\\u0064)"/g, '"b"');
  return /^\s*\}$/.test(other) ? `{"bodyid":${bodyid}}` : `{"bodyid":${bodyid},${other}`;
});

/** White space around the commas of a list. */
export const separator: fc.Arbitrary<string> = fc.constantFrom(',', ',', ',', ' ,\n', ',  ', '\t,');

/** Texts of records, to be joined. */
export const recordTexts: fc.Arbitrary<string[]> = fc.array(recordText, { maxLength: 12 });

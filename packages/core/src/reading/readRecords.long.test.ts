import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { bodyOf, chunked, chunkSizes, utf8 } from '../../test/bytes.js';
import { readPlainly } from '../../test/json.js';
import { recordText, recordTexts, separator } from '../../test/records.js';
import type { Annotation } from '../annotations/Annotation.js';
import { DecodeError, TruncatedError } from '../errors/DecodeError.js';
import { readRecords } from './readRecords.js';

it('reads a million hostile records as a plain reader does', async () => {
  let seen = 0;
  const many = fc.array(recordText, { minLength: 100, maxLength: 400, size: 'max' });
  while (seen < 1_000_000) {
    await fc.assert(
      fc.asyncProperty(many, separator, chunkSizes, async (texts, comma, sizes) => {
        const bytes = utf8(`[${texts.join(comma)}]`);
        const expected = readPlainly(new TextDecoder().decode(bytes)) as unknown[];
        const records: Annotation[] = [];
        for await (const batch of readRecords(bodyOf(chunked(bytes, sizes))))
          records.push(...batch);
        expect(isDeepStrictEqual(records, expected)).toBe(true);
        seen += records.length;
      }),
      { numRuns: 200 },
    );
  }
});

it('finds an error at every single place where a list may be cut', async () => {
  await fc.assert(
    fc.asyncProperty(recordTexts, chunkSizes, async (texts, sizes) => {
      const bytes = utf8(`[${texts.join(',')}]`);
      const ends = texts.map((_, index) => utf8(`[${texts.slice(0, index + 1).join(',')}`).length);
      for (let length = 0; length < bytes.length; length++) {
        let records = 0;
        const reading = async () => {
          for await (const batch of readRecords(bodyOf(chunked(bytes.slice(0, length), sizes)))) {
            records += batch.length;
          }
        };
        const error = await reading().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(length === 0 ? DecodeError : TruncatedError);
        expect(records).toBe(ends.filter((end) => end <= length).length);
      }
    }),
    { numRuns: 40 },
  );
});

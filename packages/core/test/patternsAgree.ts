import * as fc from 'fast-check';
import { expect } from 'vitest';
import { fetchAnnotations, matchesQuery, regex } from '../src/index.js';
import { patterns, subjects } from './patterns.js';
import { clientOf } from './queries.js';

/** Compares what the server's expressions match with what ours do, 20 patterns on each world of texts. */
export async function patternsAgree(worlds: number): Promise<number> {
  let matched = 0;
  await fc.assert(
    fc.asyncProperty(
      subjects,
      fc.array(patterns, { minLength: 20, maxLength: 20, size: 'max' }),
      async (texts, cases) => {
        const held = texts.map((text, index) => ({ bodyid: index + 1, text }));
        const client = clientOf(held);
        for (const { pattern, ignoreCase } of cases) {
          const query = { text: regex(pattern, { ignoreCase }) };
          const found = await fetchAnnotations(client, query);
          const expected = held.filter((record) => matchesQuery(record, query));
          expect(found, `${pattern} ${ignoreCase}`).toEqual(expected);
          matched += found.length;
        }
      },
    ),
    { numRuns: worlds, endOnFailure: true },
  );
  return matched;
}

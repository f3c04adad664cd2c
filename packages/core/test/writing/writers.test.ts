import { expect, it } from 'vitest';
import { raceOfWriters } from './writers.js';

it('tells of every loss among 8 writers on the same bodies', async () => {
  for (const seed of [1, 2, 3]) {
    // Each body has one type in the end, so seven of eight are lost at least.
    expect(await raceOfWriters(8, 20, seed)).toBeGreaterThanOrEqual(140);
  }
});

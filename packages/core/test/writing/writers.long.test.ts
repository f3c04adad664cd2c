import { it } from 'vitest';
import { raceOfWriters } from './writers.js';

it('tells of every loss among 8 writers on 500 bodies', async () => {
  for (let seed = 1; seed <= 5; seed++) await raceOfWriters(8, 500, seed);
});

it('tells of every loss among few writers in many orders', async () => {
  for (let seed = 1; seed <= 300; seed++) await raceOfWriters(2 + (seed % 4), 6, seed);
});

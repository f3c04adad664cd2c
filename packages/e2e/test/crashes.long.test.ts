import { expect, it } from 'vitest';
import { bothOf, killImports } from '../src/killedImports.js';

it('200 imports of 10,000 bodies, killed at random moments, are resumed without a loss', async () => {
  const tallies = await bothOf([killImports(100, 7), killImports(100, 8)]);
  const during = tallies.reduce((sum, tally) => sum + tally.during, 0);
  expect(during, JSON.stringify(tallies)).toBeGreaterThan(60);
}, 3_600_000);

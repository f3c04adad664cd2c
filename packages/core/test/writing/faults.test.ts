import { describe, expect, it } from 'vitest';
import { faultNames, faultyJourney, journeyRequests } from './faults.js';

// All places of all faults are in the long test; here one in nine, each fault somewhere.
describe.each(faultNames)('%s', (name) => {
  const start = faultNames.indexOf(name) * 4;
  const step = name.includes('hang') ? 23 : 9;
  it('in some requests of a journey', async () => {
    for (let skip = start % step; skip < journeyRequests; skip += step) {
      await faultyJourney(name, skip).catch((error: unknown) => {
        throw new Error(`${name} in request ${skip}: ${(error as Error).stack}`);
      });
    }
  });
});

it('counts on a journey of so many requests', async () => {
  expect(await faultyJourney('500', 1000)).toBe(journeyRequests);
});

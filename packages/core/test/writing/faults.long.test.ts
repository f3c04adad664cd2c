import { describe, it } from 'vitest';
import { faultNames, faultyJourney, journeyRequests } from './faults.js';

describe.each(faultNames)('%s', (name) => {
  it.each(Array.from({ length: journeyRequests }, (_, skip) => skip))('in request %i', (skip) =>
    faultyJourney(name, skip).then(() => {}),
  );
});

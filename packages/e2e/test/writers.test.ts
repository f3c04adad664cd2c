import { expect, it } from 'vitest';
import { race, raceRecords } from '../src/racingWriters.js';
import { labState } from '../src/state.js';
import { createWorld } from '../src/world.js';

it('8 writers at once on 500 bodies: every value that is not there in the end was told of', async () => {
  const scene = { writers: 8, bodies: 500, overwrites: false };
  const world = await createWorld(labState(raceRecords(scene)));
  try {
    // Some records take a while, so that the writers get mixed up.
    const slow = { upstream: true, method: 'POST', fault: 'delay', ms: 5 } as const;
    for (const faults of [[], [{ ...slow, probability: 0.2, seed: 7 }]]) {
      await world.reset();
      await world.faults(...faults);
      const { silent, invented, lost } = await race(world, scene);
      expect({ silent, invented }).toEqual({ silent: [], invented: [] });
      // Of eight values for one field seven cannot be there, so losses were seen, and told.
      expect(lost).toBeGreaterThanOrEqual(7 * scene.bodies);
    }
  } finally {
    await world.close();
  }
});

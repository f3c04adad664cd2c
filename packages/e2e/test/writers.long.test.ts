import { expect, it } from 'vitest';
import { race, raceRecords } from '../src/racingWriters.js';
import { labState } from '../src/state.js';
import { createWorld } from '../src/world.js';

it.each([
  ['add to one field', false],
  ['replace one value', true],
])(
  'many races of writers who %s',
  async (_what, overwrites) => {
    for (const writers of [2, 8]) {
      const scene = { writers, bodies: 500, overwrites };
      const world = await createWorld(labState(raceRecords(scene)));
      try {
        for (let seed = 1; seed <= 10; seed++) {
          await world.reset();
          const slow = {
            upstream: true,
            method: 'POST',
            fault: 'delay',
            probability: 0.2,
          } as const;
          await world.faults({ ...slow, ms: 2 * seed, seed });
          const { silent, invented, lost } = await race(world, scene);
          expect(invented).toEqual([]);
          expect(lost).toBeGreaterThanOrEqual((writers - 1) * scene.bodies);
          // Of replaced values this holds unless a writer's chunk takes longer than the others look back.
          const most = overwrites ? scene.bodies / 50 : 0;
          expect(silent.length, silent.slice(0, 5).join('; ')).toBeLessThanOrEqual(most);
        }
      } finally {
        await world.close();
      }
    }
  },
  1_800_000,
);

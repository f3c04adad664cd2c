import { expect, it } from 'vitest';
import { crashAt, mostSteps } from './crash.js';

it.each(['write', 'delete', 'undo'] as const)(
  'resumes a %s that died at some step',
  async (kind) => {
    let died = 0;
    // Every step is in the long test.
    for (let step = kind.length % 5; step < mostSteps; step += 7) {
      const dead = await crashAt(step, kind).catch((error: unknown) => {
        throw new Error(`dead at step ${step}: ${(error as Error).stack}`);
      });
      if (!dead) break;
      died++;
    }
    expect(died).toBeGreaterThan(5);
  },
);

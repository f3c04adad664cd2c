import { expect, it } from 'vitest';
import { crashAt, mostSteps } from './crash.js';

it.each(['write', 'delete', 'undo'] as const)(
  'resumes a %s that died at any step',
  async (kind) => {
    for (let step = 0; step < mostSteps; step++) {
      const dead = await crashAt(step, kind).catch((error: unknown) => {
        throw new Error(`dead at step ${step}: ${(error as Error).stack}`);
      });
      if (!dead) return;
    }
    expect.fail(`more than ${mostSteps} steps`);
  },
);

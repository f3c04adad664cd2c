import { expect, it } from 'vitest';
import { besiege } from '../../test/service/besiege.js';

it('answers whatever is sent by its own rules, and keeps nothing of it', async () => {
  await besiege(20_000, 1);
  const before = process.memoryUsage().heapUsed;
  await besiege(100_000, Date.now() % 1_000_000);
  // Whatever a hundred thousand requests left behind would be far more than this.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 2 ** 20);
});

import { test } from 'vitest';
import { beHostile } from './hostile.js';

test('100,000 hostile bodies and paths get answers of the real kinds, and memory does not grow', async () => {
  await beHostile(100_000, Number(process.env.CLIO_TEST_SEED ?? 1));
});

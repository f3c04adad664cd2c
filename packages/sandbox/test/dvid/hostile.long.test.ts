import { test } from 'vitest';
import { beHostile } from './hostile.js';

test('100,000 hostile requests are answered as a server answers', async () => {
  await beHostile(100_000, Date.now() % 1_000_000);
}, 1_800_000);

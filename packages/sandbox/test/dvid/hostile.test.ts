import { test } from 'vitest';
import { beHostile } from './hostile.js';

test('2,500 hostile requests are answered as a server answers', async () => {
  await beHostile(2500, 1);
}, 60_000);

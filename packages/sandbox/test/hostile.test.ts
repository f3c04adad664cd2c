import { test } from 'vitest';
import { beHostile } from './hostile.js';

test('hostile bodies and paths get answers of the real kinds', async () => {
  await beHostile(3000, 20260131);
});

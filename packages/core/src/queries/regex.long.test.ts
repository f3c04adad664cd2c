import { expect, it } from 'vitest';
import { patternsAgree } from '../../test/patternsAgree.js';

it('gives patterns that mean the same to the server and here', async () => {
  expect(await patternsAgree(500)).toBeGreaterThan(10_000);
});

import { expect, it } from 'vitest';
import { queriesAgree } from '../../test/queriesAgree.js';

it('finds through the server what a plain filter finds, 10,000 times', async () => {
  expect(await queriesAgree(500)).toBe(20_000);
});

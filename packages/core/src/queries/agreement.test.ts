import { expect, it } from 'vitest';
import { queriesAgree } from '../../test/queriesAgree.js';

it('finds through the server what a plain filter finds', async () => {
  expect(await queriesAgree(15)).toBe(600);
});

import { expect, it } from 'vitest';
import { createWriteLab } from '../../../test/writeLab.js';

it('takes records away, and undo brings them back as they were', async () => {
  const { clio, read } = createWriteLab();
  const before = await read(1001);
  const { exitCode, stdout, stderr } = await clio('annotation delete 1001 77 --yes');
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('"KCg-m" → (none)')]);
  expect(stdout).toContain('1 deleted, 1 already as wanted');
  expect(await read(1001)).toBeUndefined();
  expect((await clio('undo --yes')).exitCode).toBe(0);
  expect(await read(1001)).toEqual(before);
});

it('needs an id, and a confirmation', async () => {
  const { clio, read } = createWriteLab();
  expect((await clio('annotation delete')).exitCode).toBe(3);
  expect((await clio('annotation delete 1001')).exitCode).toBe(2);
  expect((await clio('annotation delete 1001 --dry-run')).exitCode).toBe(0);
  expect(await read(1001)).toBeDefined();
});

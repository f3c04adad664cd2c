import { expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { setSiteReport } from './setSiteReport.js';

it('stores one report for a user and day', async () => {
  const { as, sandbox } = stage();
  await setSiteReport(as('ed'), { projectUrl: 'https://a.test' });
  await setSiteReport(as('ed'), { projectUrl: 'https://b.test' });
  const { documents = {} } = await sandbox.state();
  expect(Object.entries(documents).filter(([path]) => path.includes('site_reports'))).toEqual([
    [
      expect.stringContaining('ed@lab.example-2026-05-04'),
      expect.objectContaining({ projectUrl: 'https://b.test' }),
    ],
  ]);
});

it('refuses what cannot be stored', async () => {
  const { as, sandbox } = stage();
  for (const report of [[], 'text', { a: [[1]] }]) {
    expect(await failureOf(setSiteReport(as('ed'), report as never))).toMatchObject({
      code: 'input',
    });
  }
  expect(sandbox.requests).toEqual([]);
});

import { createClient } from '@clio/core';
import { addSearch } from '@clio/core/searches';
import { expect, it } from 'vitest';
import { createLab } from '../../../test/lab.js';
import { runClio } from '../../../test/runClio.js';

it('lists saved searches', async () => {
  const { sandbox, env } = createLab();
  const clio = (...argv: string[]) => runClio(['search', ...argv], { env, fetch: sandbox.fetch });
  expect(await clio('saved')).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect((await clio('saved', '--json', 'location,email')).stdout).toBe('[]\n');
  const client = createClient({
    server: sandbox.server,
    dataset: 'MB',
    auth: env.CLIO_TOKEN,
    fetch: sandbox.fetch,
  });
  await addSearch(client, [10, 20, 30], { note: 'like the soma', threshold: 5 });
  const { stdout } = await clio('saved');
  expect(stdout).toMatch(/^\[10,20,30\]\t\d+(\.\d+)?\tlike the soma\n$/);
  const { stdout: json } = await clio('saved', '--json');
  expect(JSON.parse(json)).toMatchObject([{ location: [10, 20, 30], threshold: 5, dataset: 'MB' }]);
});

import { expect, it } from 'vitest';
import { createLab } from '../../../test/lab.js';
import { runClio } from '../../../test/runClio.js';

const { sandbox, env } = createLab();
const clio = (argv: string[], fetch: typeof globalThis.fetch = sandbox.fetch) =>
  runClio(['field', 'list', ...argv], { env, fetch });
const withoutDvid: typeof fetch = async (url, init) => {
  if (String(url).startsWith(sandbox.dvid)) throw new TypeError('fetch failed');
  return sandbox.fetch(url as string, init);
};

it('lists the fields, with how many annotations have each', async () => {
  expect(await clio([])).toEqual({
    exitCode: 0,
    stdout: 'bodyid\t4\nclass\t4\ngroup\t4\nposition\t1\ntype\t3\n',
    stderr: '',
  });
  const { stdout } = await clio(['--stamps', '--json']);
  expect(JSON.parse(stdout)).toContainEqual({ name: 'type_user', count: 1 });
});

it('lists them without numbers where DVID does not answer, and where they are not wanted', async () => {
  const names = 'bodyid\nclass\ngroup\nposition\ntype\n';
  const { exitCode, stdout, stderr } = await clio([], withoutDvid);
  // The columns are the same, with nothing in the second.
  expect([exitCode, stdout]).toEqual([0, names.replaceAll('\n', '\t\n')]);
  expect(stderr).toContain('DVID does not answer');
  const { stdout: json } = await clio(['--json', 'name,count'], withoutDvid);
  expect(JSON.parse(json)[0]).toEqual({ name: 'bodyid', count: null });
  const asked = sandbox.requests.length;
  expect(await clio(['--no-counts'])).toEqual({ exitCode: 0, stdout: names, stderr: '' });
  expect(sandbox.requests.length).toBeGreaterThan(asked);
});

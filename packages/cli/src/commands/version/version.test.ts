import { expect, it } from 'vitest';
import { createLab } from '../../../test/lab.js';
import { runClio } from '../../../test/runClio.js';

const { sandbox, env } = createLab();
const clio = (...argv: string[]) => runClio(argv, { env, fetch: sandbox.fetch });

it('lists tags and uuids, and which is the head', async () => {
  expect((await clio('version', 'list')).stdout).toBe('v0.1\t3fa85f\tfalse\nv0.2\t9bc01e\ttrue\n');
  const { stdout } = await clio('version', 'list', '--json', 'head,tag');
  expect(JSON.parse(stdout)).toEqual([
    { head: false, tag: 'v0.1' },
    { head: true, tag: 'v0.2' },
  ]);
});

it('translates both ways', async () => {
  for (const version of ['v0.1', '3fa85f', '3fa85', '3fa85f00'])
    expect((await clio('version', 'resolve', version)).stdout, version).toMatch(/^v0\.1\t3fa85f/);
});

it('names the versions that there are, and the nearest, for an unknown one', async () => {
  const { exitCode, stderr } = await clio('version', 'resolve', 'v0.3');
  expect(exitCode).toBe(3);
  expect(stderr).toContain('v0.1, v0.2');
});

it('names the datasets that there are for an unknown one', async () => {
  for (const argv of [
    ['version', 'list'],
    ['version', 'resolve', 'v0.1'],
    ['field', 'list'],
  ]) {
    const { exitCode, stderr } = await clio(...argv, '--dataset', 'MBX');
    expect(exitCode).toBe(3);
    expect(stderr).toContain('MB, manc:v1.0');
    expect(stderr).toMatch(/Did you mean "?MB"?\?/);
  }
});

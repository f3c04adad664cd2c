import { createClient } from '@clio/core';
import { setAtlasPoint } from '@clio/core/atlas';
import { expect, it } from 'vitest';
import { labState } from '../../../test/lab.js';
import { createWriteLab } from '../../../test/writeLab.js';

async function createAtlasLab() {
  const state = {
    ...labState,
    users: {
      ann: { ...labState.users!.ann, permissions_v2: { MB: ['edit', 'view', 'manage'] } },
      bob: {
        ...labState.users!.bob,
        permissions_v2: { MB: ['edit', 'view'], 'manc:v1.0': ['edit', 'view'] },
      },
    },
  };
  const lab = createWriteLab(state as never);
  const as = (auth: string, dataset: string) =>
    createClient({ server: lab.sandbox.server, fetch: lab.sandbox.fetch, auth, dataset });
  await setAtlasPoint(as('b'.repeat(64), 'MB'), { location: [1, 2, 3], title: 'Glial wrap' });
  await setAtlasPoint(as('b'.repeat(64), 'manc:v1.0'), { location: [4, 5, 6], title: 'Elsewhere' });
  await setAtlasPoint(as('a'.repeat(64), 'MB'), { location: [7, 8, 9], title: 'Mine' });
  return lab;
}
const bob = (env: Readonly<Record<string, string>>) => ({
  env: { ...env, CLIO_TOKEN: 'b'.repeat(64) },
});
const titles = (stdout: string) =>
  (JSON.parse(stdout) as { title: string }[]).map(({ title }) => title).sort();

it("lists the points of the dataset, one's own, and all", async () => {
  const { clio, env } = await createAtlasLab();
  expect(titles((await clio('atlas list --json', bob(env))).stdout)).toEqual([
    'Glial wrap',
    'Mine',
  ]);
  expect(titles((await clio('atlas list --own --json')).stdout)).toEqual(['Mine']);
  expect(titles((await clio('atlas list --all --json', bob(env))).stdout)).toEqual([
    'Elsewhere',
    'Glial wrap',
    'Mine',
  ]);
  expect((await clio('atlas list --own')).stdout).toBe(
    'MB\t[7,8,9]\tMine\tfalse\tann@lab.example\t\n',
  );
  expect((await clio('atlas list --own --all')).exitCode).toBe(3);
});

it('confirms a point, and takes that back', async () => {
  const { clio, env } = await createAtlasLab();
  const dry = await clio('atlas verify 1 2 3 --dry-run');
  expect(dry.stdout).toBe(
    'change atlas point at 1 2 3, "Glial wrap" of bob@lab.example\n  verified: false → true\n',
  );
  expect((await clio('atlas verify 1 2 3')).exitCode).toBe(2);
  expect((await clio('atlas verify 1 2 3 --yes')).exitCode).toBe(0);
  const verified = async () =>
    JSON.parse((await clio('atlas list --own --json verified', bob(env))).stdout);
  expect(await verified()).toEqual([{ verified: true }]);
  expect((await clio('atlas verify 1 2 3 --yes')).stderr).toContain('already');
  expect((await clio('atlas verify 1 2 3 --undo --yes')).exitCode).toBe(0);
  expect(await verified()).toEqual([{ verified: false }]);
  expect((await clio('atlas verify 9 9 9 --yes')).exitCode).toBe(1);
  expect((await clio('atlas verify 1 2 x --yes')).exitCode).toBe(3);
  expect((await clio('atlas verify 1 2 3 --owner ann@lab.example --yes')).stderr).toContain('bob@');
});

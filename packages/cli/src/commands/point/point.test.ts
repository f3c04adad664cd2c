import { expect, it } from 'vitest';
import { createWriteLab } from '../../../test/writeLab.js';

it('sets a point, lists it, changes it and deletes it', async () => {
  const { clio } = createWriteLab();
  const set = await clio(['point', 'set', '120', '44', '-9', '--title', 'soma', '--yes']);
  expect(set).toEqual({
    exitCode: 0,
    stdout: 'Pt120_44_-9\twritten\t\n',
    stderr: 'add Pt120_44_-9\n  kind: "point"\n  pos: [120,44,-9]\n  title: "soma"\n',
  });
  const { stdout } = await clio('point list --json');
  expect(JSON.parse(stdout)).toMatchObject([
    {
      key: 'Pt120_44_-9',
      kind: 'point',
      pos: [120, 44, -9],
      title: 'soma',
      user: 'ann@lab.example',
    },
  ]);
  expect((await clio('point list')).stdout).toBe(
    'Pt120_44_-9\tpoint\t[120,44,-9]\tsoma\t\tann@lab.example\t\n',
  );

  const merged = await clio('point set 120 44 -9 --tags a,b --merge --yes');
  expect(merged.stderr).toBe('change Pt120_44_-9\n  tags: (none) → ["a","b"]\n');
  expect(JSON.parse((await clio('point list --json title,tags')).stdout)).toEqual([
    { title: 'soma', tags: ['a', 'b'] },
  ]);

  const moved = await clio('point set 1 2 3 --move Pt120_44_-9 --yes');
  expect(moved.stderr).toContain('delete Pt120_44_-9');
  expect((await clio('point list --json key')).stdout).toBe('[\n{"key":"Pt1_2_3"}\n]\n');

  const gone = await clio('point delete Pt1_2_3 Pt9_9_9 --yes');
  expect([gone.exitCode, gone.stdout]).toEqual([1, 'Pt1_2_3\tdeleted\t\n']);
  expect(gone.stderr).toContain('No such annotation: Pt9_9_9 (1 of 2 keys)');
  expect((await clio('point list --json')).stdout).toBe('[]\n');
  // What points can have is known where there is none; what none can have, too.
  expect((await clio('point list --json key,prop')).stdout).toBe('[]\n');
  expect((await clio('point list --json key,porp')).exitCode).toBe(3);
  expect((await clio('point delete Pt1_2_3 --allow-missing --yes')).exitCode).toBe(0);
});

it('sets what it has listed, and names the one that cannot be', async () => {
  const { clio, file } = createWriteLab();
  const points = [
    { kind: 'lineseg', pos: [1, 2, 3, 4, 5, 6], prop: { note: 'x' } },
    { kind: 'point', pos: [1, 2, 3] },
  ];
  const input = file('points.json', JSON.stringify(points));
  const home = { stdin: JSON.stringify(points) };
  expect((await clio('point set --input - --yes', home)).exitCode).toBe(0);
  const listed = (await clio('point list --json')).stdout;
  expect(JSON.parse(listed)).toHaveLength(2);
  const again = await clio('point set --input - --dry-run', { stdin: listed });
  expect([again.exitCode, again.stderr]).toEqual([0, '']);
  expect(again.stdout.split('\n').filter((line) => line.startsWith('same'))).toHaveLength(2);

  const wrong = await clio('point set --input - --yes', {
    stdin: '[{"kind":"point","pos":[1,2,3]},{"kind":"point","pos":[1.5,2,3]}]',
  });
  expect(wrong.exitCode).toBe(3);
  expect(wrong.stderr).toContain('Point 2');
  expect((await clio('point set --input - --yes', { stdin: '{' })).exitCode).toBe(3);
  expect(input).toBe('points.json');
});

it('shows and stops, asks, and without a terminal needs --yes', async () => {
  const { clio, sandbox } = createWriteLab();
  const dry = await clio('point set 1 2 3 --dry-run');
  expect(dry).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('add Pt1_2_3') });
  const silent = await clio('point set 1 2 3');
  expect([silent.exitCode, silent.stdout]).toEqual([2, '']);
  expect(silent.stderr).toContain('--yes');
  const asked: string[] = [];
  const no = await clio('point set 1 2 3', {
    terminal: true,
    prompt: {
      confirm: async (question) => {
        asked.push(question);
        return false;
      },
    },
  });
  expect([no.exitCode, asked]).toEqual([2, ['Set 1 annotation?']]);
  expect(sandbox.requests.some(({ method }) => method === 'POST')).toBe(false);
});

it('refuses what is no position before anything is sent', async () => {
  const { clio, sandbox } = createWriteLab();
  for (const line of [
    'point set --yes',
    'point set 1 2 --yes',
    'point set 1 2 3.5 --yes',
    'point set 1 2 3 --kind sphere --yes',
    'point set 1 2 3 --prop [ --yes',
    'point set 1 2 3 --input - --yes',
    'point delete',
  ])
    expect((await clio(line)).exitCode, line).toBe(3);
  expect(sandbox.requests).toEqual([]);
});

it('tells what became of each where one fails', async () => {
  const { clio, sandbox } = createWriteLab();
  sandbox.faults.add({
    path: '/v2/annotations/*',
    method: 'POST',
    fault: 'status',
    status: 403,
    count: 1,
  });
  const { exitCode, stdout, stderr } = await clio('point set --input - --yes', {
    stdin: '[{"kind":"point","pos":[1,2,3]},{"kind":"point","pos":[4,5,6]}]',
  });
  expect(exitCode).toBe(6);
  expect(stdout).toMatch(/^Pt\S+\tfailed\t.+$/m);
  expect(stdout).toMatch(/^Pt\S+\twritten\t$/m);
  expect(stderr).toContain('failed');
});

import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '@clio/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bothOf, killImports } from '../src/killedImports.js';
import { fewRecords, labState, users } from '../src/state.js';
import { createWorld, type World } from '../src/world.js';

it('20 imports of 10,000 bodies, killed at random moments, are resumed without a loss', async () => {
  // Two at once, for the two cores that a small machine has.
  const tallies = await bothOf([killImports(10, 20_261), killImports(10, 20_262)]);
  const during = tallies.reduce((sum, tally) => sum + tally.during, 0);
  expect(during, JSON.stringify(tallies)).toBeGreaterThan(4);
}, 300_000);

describe('a run that breaks off', () => {
  let world: World;
  const neurons = '/v2/json-annotations/MB/neurons';
  const ids = Array.from({ length: 400 }, (_, i) => 5000 + i);
  const as = (alias: keyof typeof users) => ({ env: { CLIO_TOKEN: users[alias].token } });

  beforeAll(async () => {
    world = await createWorld(labState(fewRecords));
    world.file('table.csv', ['bodyid,note', ...ids.map((id) => `${id},n${id}`), ''].join('\n'));
  });
  beforeEach(async () => {
    await world.reset();
    await world.clearFaults();
    await world.takeRequests();
  });
  afterAll(() => world.close());

  const hang = { fault: 'hang', effect: true } as const;

  /** Starts an import and waits until a write of it stands still at the server. */
  async function stopped(fault: Pick<Fault, 'fault' | 'effect' | 'ms'> = hang, flags = '--quiet') {
    await world.faults({ method: 'POST', path: neurons, skip: 1, ...fault });
    const running = world.start(`annotation import table.csv --yes ${flags}`);
    let ended = false;
    running.outcome.then(() => (ended = true));
    while (!(await hangs())) if (ended) throw new Error((await running.outcome).stderr);
    return running;
  }
  async function hangs(): Promise<boolean> {
    const writes = (await world.requests()).filter(
      ({ method, path }) => method === 'POST' && path.startsWith(`${neurons}?`),
    );
    return writes.length > 1 && writes.some(({ status }) => status === null);
  }
  async function runs(): Promise<{ id: string; state: string; counts: Record<string, number> }[]> {
    const { code, stdout, stderr } = await world.clio('run list --json');
    expect([code, stderr]).toEqual([0, '']);
    return JSON.parse(stdout);
  }
  async function allThere(): Promise<void> {
    const records = await world.records();
    expect(ids.filter((id) => records.get(id)?.note !== `n${id}`)).toEqual([]);
  }

  it.each([
    ['SIGINT', 130, 'a server that does not answer', hang, 'unknown'],
    ['SIGTERM', 143, 'a slow server', { fault: 'delay', ms: 1500 }, 'not sent'],
  ] as const)(
    '%s ends it with %d, a report, and a run that goes on, at %s',
    async (signal, code, _at, fault, left) => {
      const running = await stopped(fault);
      running.child.kill(signal);
      const ended = await running.outcome;
      expect(ended.code, ended.stderr).toBe(code);
      // What was on its way got its time to end, and the report says what became of it.
      expect(ended.stdout).toMatch(new RegExp(`\\d+ ${left}`));
      if (left === 'not sent') expect(ended.stdout).not.toContain('unknown');
      expect(ended.stdout).toMatch(/clio resume \S+ /);
      expect((await runs())[0]).toMatchObject({ state: 'interrupted' });
      await world.clearFaults();
      const resumed = await world.clio('resume --yes');
      expect(resumed.code, resumed.stderr).toBe(0);
      await allThere();
      expect((await runs())[0]).toMatchObject({ state: 'finished', counts: { written: 400 } });
      expect((await world.clio('resume --yes')).stdout).toBe('nothing to resume\n');
    },
  );

  it('a second Ctrl-C ends it at once, and the run goes on all the same', async () => {
    const running = await stopped(hang, '');
    const told = new Promise<void>((resolve) =>
      running.child.stderr?.on('data', (text) => {
        if (String(text).includes('Stopping')) resolve();
      }),
    );
    running.child.kill('SIGINT');
    await told;
    running.child.kill('SIGINT');
    const ended = await running.outcome;
    // Without a report: there was no time to find out.
    expect([ended.code, ended.stdout]).toEqual([130, '']);
    expect(ended.stderr).toMatch(/Stopping: .*10 s.*Once more ends at once.*clio resume/);
    expect((await runs())[0]).toMatchObject({ state: 'interrupted' });
    await world.clearFaults();
    const resumed = await world.clio('resume --yes');
    expect(resumed.code, resumed.stderr).toBe(0);
    await allThere();
  });

  it('run list --json is an array of objects, newest first', async () => {
    const own = { env: { CLIO_STATE_DIR: join(world.home, 'listed') } };
    expect((await world.clio('run list --json', own)).stdout.trim()).toBe('[]');
    for (const note of ['a', 'b'])
      expect(
        (await world.clio(`annotation set 1001 note=${note} --yes --overwrite note`, own)).code,
      ).toBe(0);
    const list = JSON.parse((await world.clio('run list --json', own)).stdout);
    expect(list).toHaveLength(2);
    for (const run of list)
      expect(run).toMatchObject({
        id: expect.stringMatching(/^\d{8}-\d{9}-\w+$/),
        state: 'finished',
        started: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        dataset: 'MB',
        counts: { written: 1, same: 0, conflict: 0, refused: 0, failed: 0, unknown: 0, unsent: 0 },
      });
    expect(list[0].id > list[1].id && list[0].started >= list[1].started).toBe(true);
    const picked = JSON.parse((await world.clio('run list --json id,counts', own)).stdout);
    expect(picked.map(Object.keys)).toEqual([
      ['id', 'counts'],
      ['id', 'counts'],
    ]);
  });

  it('a torn last line of the journal is passed over', async () => {
    const running = await stopped();
    running.child.kill('SIGKILL');
    await running.outcome;
    await world.clearFaults();
    const folder = join(world.home, '.local/state/clio/runs');
    const [id = ''] = readdirSync(folder).sort().reverse();
    const log = join(folder, id, 'journal.ndjson');
    truncateSync(log, readFileSync(log).length - 5);
    const resumed = await world.clio('resume --yes');
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resumed.stderr).toContain('torn');
    await allThere();
  });

  it("another user's token is refused at resume, and then the own one goes on", async () => {
    const running = await stopped();
    running.child.kill('SIGKILL');
    await running.outcome;
    await world.clearFaults();
    const state = await world.stateText();
    const bob = await world.clio('resume --yes', as('bob'));
    expect(bob.code, bob.stderr).toBe(3);
    expect(bob.stderr).toContain('ann@lab.example');
    expect(await world.stateText()).toBe(state);
    expect((await world.clio('resume')).code).toBe(2);
    expect((await world.clio('resume --yes')).code).toBe(0);
    await allThere();
  });

  it('two runs at once keep journals of their own, and a living one is not resumed', async () => {
    const running = await stopped();
    const [first] = await runs();
    expect(first).toMatchObject({ state: 'running' });
    const resumed = await world.clio(`resume ${first?.id} --yes`);
    expect([resumed.code, resumed.stderr]).toEqual([3, expect.stringContaining('going on')]);
    expect((await world.clio('resume --yes')).stdout).toBe('nothing to resume\n');
    await world.clearFaults();
    const other = await world.clio('annotation set 1003 note=x --yes');
    expect(other.code, other.stderr).toBe(0);
    running.child.kill('SIGKILL');
    await running.outcome;
    expect((await runs()).slice(0, 2).map(({ state }) => state)).toEqual([
      'finished',
      'interrupted',
    ]);
    expect((await world.clio('resume --yes')).code).toBe(0);
    await allThere();
  });

  it('nothing is sent when the journal cannot be kept', async () => {
    const state = await world.stateText();
    const noFolder = await world.clio('annotation import table.csv --yes', {
      env: { CLIO_STATE_DIR: '/dev/full' },
    });
    // Nothing that was typed is wrong, so it is a failure.
    expect([noFolder.code, noFolder.stderr]).toEqual([1, expect.stringContaining('/dev/full')]);
    expect(await world.stateText()).toBe(state);
    expect((await world.requests()).filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

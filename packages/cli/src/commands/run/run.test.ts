import { describe, expect, it } from 'vitest';
import { createWriteLab } from '../../../test/writeLab.js';
import { InterruptedError } from '../../errors/CliError.js';

const token = /a{64}|b{64}/;

/** A lab in which a write of 120 bodies was interrupted after its first chunk. */
const interruptedLab = async (signal: 'SIGINT' | 'SIGTERM' = 'SIGINT') => {
  const made = createWriteLab();
  const rows = Array.from({ length: 120 }, (_, index) => `${index + 1},seen`);
  made.file('t.csv', `bodyid,note\n${rows.join('\n')}\n`);
  const stop = new AbortController();
  const broken = await made.clio('annotation import t.csv --yes', {
    signal: stop.signal,
    fetch: async (input, init) => {
      const method = init?.method ?? (input as Request).method;
      if (method === 'POST' && String((input as Request).url ?? input).includes('/neurons'))
        stop.abort(new InterruptedError(signal));
      return made.sandbox.fetch(input, init);
    },
  });
  return { ...made, broken };
};

describe('an interrupted write', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('after %s reports, exits with %d, and goes on with resume', async (signal, code) => {
    const { broken, clio, read } = await interruptedLab(signal);
    expect(broken.exitCode, broken.stderr).toBe(code);
    expect(broken.stdout).toMatch(/clio resume \S+ +goes on with the rest/);
    expect(broken.stderr).toMatch(/^Stopping: .*10 s.*Once more ends at once.*clio resume/m);
    const [run] = JSON.parse((await clio('run list --json')).stdout);
    expect(run.state).toBe('interrupted');
    expect(run.counts.written + run.counts.unsent).toBe(120);
    expect(run.counts.unsent).toBeGreaterThan(0);
    const early = run.counts.written > 0 ? await read(1) : undefined;
    expect((await clio('resume')).exitCode).toBe(2);
    const dry = await clio('resume --dry-run --json');
    expect(JSON.parse(dry.stdout).counts.add).toBe(run.counts.unsent);
    const { exitCode, stdout } = await clio('resume --yes');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('120 bodies in MB, version v0.2: 120 written');
    expect((await read(120))?.note).toBe('seen');
    if (early) expect(await read(1)).toEqual(early);
    expect((await clio('resume --yes')).stdout).toBe('nothing to resume\n');
    expect((await clio(`resume ${run.id} --yes`)).stdout).toContain('nothing to resume');
  });

  it('is resumed at its own server and dataset, by its own user', async () => {
    const { clio, env } = await interruptedLab();
    for (const flags of ['--dataset OL', '--server http://other.example'])
      expect((await clio(`resume --yes ${flags}`)).exitCode).toBe(3);
    const bob = await clio('resume --yes', { env: { ...env, CLIO_TOKEN: 'b'.repeat(64) } });
    expect(bob.exitCode).toBe(3);
    expect(bob.stderr).toContain('ann@lab.example');
    const elsewhere = { CLIO_TOKEN: env.CLIO_TOKEN!, CLIO_SERVER: 'http://other.example' };
    expect((await clio('resume --yes', { env: elsewhere })).exitCode).toBe(0);
  });
});

describe('clio resume', () => {
  it('says that there is nothing to resume, and exits with 0', async () => {
    const { clio } = createWriteLab();
    expect(await clio('resume')).toMatchObject({ exitCode: 0, stdout: 'nothing to resume\n' });
    expect((await clio('resume no-such-run')).exitCode).toBe(3);
  });
});

describe('clio undo', () => {
  it('puts back values and stamps, and can be undone', async () => {
    const { clio, read } = createWriteLab();
    const before = await read(1001);
    await clio('annotation set 1001 type=KCx note=a --overwrite type --yes');
    const written = await read(1001);
    expect((await clio('undo')).exitCode).toBe(2);
    expect((await clio('undo --dry-run')).exitCode).toBe(0);
    expect((await clio('undo --yes')).exitCode).toBe(0);
    expect(await read(1001)).toEqual(before);
    expect((await clio('undo --yes')).stdout).toContain('Nothing to write');
    const [undo] = JSON.parse((await clio('run list --json')).stdout);
    expect(undo).toMatchObject({ kind: 'undo', undoes: expect.any(String) });
    expect((await clio(`undo ${undo.id} --yes`)).exitCode).toBe(0);
    expect(await read(1001)).toEqual(written);
  });

  it('leaves what others have changed since, and exits with 5', async () => {
    const { clio, read, env } = createWriteLab();
    await clio('annotation set 1001 1002 note=a --yes');
    const bob = { env: { ...env, CLIO_TOKEN: 'b'.repeat(64) } };
    await clio('annotation set 1001 note=b --overwrite note --yes', bob);
    const [, run] = JSON.parse((await clio('run list --json')).stdout);
    const { exitCode, stdout } = await clio(`undo ${run.id} --yes`);
    expect(exitCode).toBe(5);
    expect(stdout).toContain('1001 conflict');
    expect((await read(1001))?.note).toBe('b');
    expect(await read(1002)).not.toHaveProperty('note');
  });

  it('takes one field or body', async () => {
    const { clio, read } = createWriteLab();
    await clio('annotation set 1001 1002 note=a remark=b --yes');
    expect((await clio('undo --field note --body 1001 --yes')).exitCode).toBe(0);
    expect(await read(1001)).toMatchObject({ remark: 'b' });
    expect(await read(1001)).not.toHaveProperty('note');
    expect(await read(1002)).toMatchObject({ note: 'a', remark: 'b' });
    expect((await clio('undo --field nothing --yes')).exitCode).toBe(3);
    expect((await clio('undo --body x --yes')).exitCode).toBe(3);
  });

  it('says that there is nothing to undo', async () => {
    const { clio } = createWriteLab();
    expect(await clio('undo')).toMatchObject({ exitCode: 0, stdout: 'nothing to undo\n' });
  });
});

describe('a run that is named', () => {
  it.each(['resume', 'undo', 'run view'])(
    'clio %s suggests the nearest where there is none of that id',
    async (line) => {
      const { clio } = await interruptedLab();
      const [{ id }] = JSON.parse((await clio('run list --json')).stdout);
      const typed = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
      const near = await clio(`${line} ${typed}`);
      expect([near.exitCode, near.stderr]).toEqual([3, expect.stringContaining(`mean ${id}?`)]);
      const end = await clio(`${line} ${id.slice(-6)}`);
      expect([end.exitCode, end.stderr]).toEqual([3, expect.stringContaining(`mean ${id}?`)]);
      const far = await clio(`${line} nothing-like-it`);
      expect([far.exitCode, far.stderr]).toEqual([3, expect.stringContaining('clio run list')]);
      expect(far.stderr).not.toContain('mean');
    },
  );
});

describe('clio run', () => {
  it('lists runs newest first, and shows one', async () => {
    const { clio } = createWriteLab();
    expect((await clio('run list --json')).stdout).toBe('[]\n');
    await clio('annotation set 1001 note=a --yes');
    await clio('annotation set 1001 type=b --yes remark=c');
    const runs = JSON.parse((await clio('run list --json')).stdout);
    expect(runs).toHaveLength(2);
    expect(runs[0]).toMatchObject({
      id: expect.any(String),
      state: 'finished',
      started: expect.stringMatching(/^2026-11-23T/),
      dataset: 'MB',
      counts: { written: 1 },
    });
    expect(runs[0].started > runs[1].started).toBe(true);
    const view = await clio('run view');
    expect(view.stdout).toContain(runs[0].id);
    expect(view.stdout).toMatch(/1001 written, but left alone type: "KCg-m".*stands there/);
    const whole = JSON.parse((await clio(`run view ${runs[1].id} --json`)).stdout);
    expect(whole.bodies).toEqual([{ bodyid: 1001, outcome: 'written' }]);
    expect((await clio('run view nothing')).exitCode).toBe(3);
  });

  it('takes old records away when asked', async () => {
    const { clio } = createWriteLab();
    await clio('annotation set 1001 note=a --yes');
    for (const date of ['yesterday', '2026-02-30', '5']) {
      const { exitCode } = await clio(`run prune --before ${date} --yes`);
      expect([date, exitCode]).toEqual([date, 3]);
    }
    expect((await clio('run prune')).exitCode).toBe(3);
    expect((await clio('run prune --before 2026-11-23 --yes')).stdout).toBe('nothing to prune\n');
    expect((await clio('run prune --before 2026-11-24')).exitCode).toBe(2);
    expect((await clio('run prune --before 2026-11-24 --yes')).stdout).toBe(
      '1 record taken away\n',
    );
    expect((await clio('run list --json')).stdout).toBe('[]\n');
  });
});

describe('failures of the server', () => {
  const write = 'annotation set 1001 1002 note=a --yes';
  const post = { method: 'POST', path: '**/neurons' } as const;

  it('is 7 when nothing could be read, and nothing is written', async () => {
    const { clio } = createWriteLab();
    const { exitCode, stderr } = await clio(write, { fetch: undefined });
    expect(exitCode).toBe(7);
    expect(stderr).not.toMatch(token);
  });

  it('goes on after failures that pass', async () => {
    const { clio, sandbox, read } = createWriteLab();
    sandbox.faults.add({ ...post, fault: 'status', status: 503, count: 2 });
    sandbox.faults.add({ ...post, fault: 'cut', effect: true, count: 1 });
    const { exitCode, stdout } = await clio(write);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('2 written')]);
    expect((await read(1002))?.note).toBe('a');
  });

  it('is 7 when the server takes no write, and the run can be resumed', async () => {
    const { clio, sandbox } = createWriteLab();
    const [fault] = [{ ...post, fault: 'status', status: 503 } as const];
    sandbox.faults.add(fault);
    const { exitCode, stdout, stderr } = await clio(write);
    expect(exitCode, stdout).toBe(7);
    expect(stdout).toMatch(/0 written, 2 (not sent|unknown)/);
    expect(stdout + stderr).not.toMatch(token);
    sandbox.faults.clear();
    expect((await clio('resume --yes')).exitCode).toBe(0);
  });

  it('is 6 when some bodies were written, and others not', async () => {
    const { clio, file, sandbox } = createWriteLab();
    const rows = Array.from({ length: 600 }, (_, index) => `${index + 1},seen`);
    file('t.csv', `bodyid,note\n${rows.join('\n')}\n`);
    sandbox.faults.add({ ...post, fault: 'status', status: 502, skip: 3 });
    const { exitCode, stdout } = await clio('annotation import t.csv --yes');
    expect(exitCode, stdout).toBe(6);
    expect(stdout).toContain('clio resume');
    sandbox.faults.clear();
    expect((await clio('resume --yes')).exitCode).toBe(0);
    expect((await clio('annotation import t.csv --yes')).stdout).toContain('600 values as wanted');
  });

  it('is 4 when the token is refused', async () => {
    const { clio, env } = createWriteLab();
    const { exitCode } = await clio(write, { env: { ...env, CLIO_TOKEN: 'c'.repeat(64) } });
    expect(exitCode).toBe(4);
  });
});

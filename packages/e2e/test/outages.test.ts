import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applyPlan,
  createClient,
  isClioError,
  parseJson,
  planAnnotations,
  resumeRun,
  type WriteIncompleteError,
  type WriteReport,
  withDataset,
} from '@clio/core';
import { fileJournal } from '@clio/node';
import { createSandbox } from '@clio/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGate, type Gate } from '../src/gate.js';
import { binary } from '../src/places.js';
import { start } from '../src/run.js';
import { labState, users } from '../src/state.js';
import { recordsOf, type StoredRecord, storedRecords } from '../src/storedRecords.js';
import { createWorld, type World } from '../src/world.js';

const neurons = '/v2/json-annotations/MB/neurons';
const ids = Array.from({ length: 600 }, (_, i) => 5000 + i);
const table = ['bodyid,note', ...ids.map((id) => `${id},n${id}`), ''].join('\n');

let world: World;
beforeAll(async () => {
  world = await createWorld(labState());
});
beforeEach(async () => {
  await world.clearFaults();
  await world.reset();
  await world.takeRequests();
  world.file('table.csv', table);
});
afterAll(() => world.close());

/** A report against the state: what is written is there, and what was not sent is not. */
function checkAgreement(
  report: WriteReport,
  records: ReadonlyMap<number | bigint, StoredRecord>,
): void {
  const wrong = report.bodies.filter(({ bodyid, outcome }) => {
    const there = records.get(bodyid)?.note === `n${bodyid}`;
    return outcome === 'written' ? !there : outcome === 'unknown' ? false : there;
  });
  expect(wrong).toEqual([]);
  expect(report.bodies).toHaveLength(ids.length);
}

describe('a server that goes away', () => {
  let gate: Gate;
  beforeAll(async () => {
    gate = await createGate(world.server);
  });
  afterAll(() => gate.shut());

  it.each([
    ['before the first chunk is in', 0],
    ['in the middle', 6],
  ])('%s, and comes back', async (_when, skip) => {
    await world.faults({ method: 'POST', path: neurons, fault: 'hang', skip });
    const env = { CLIO_SERVER: gate.server };
    const running = world.start('annotation import table.csv --yes --json --quiet', { env });
    let ended = false;
    running.outcome.finally(() => (ended = true)).catch(() => {});
    const hangs = async () =>
      (await world.requests()).some(
        ({ method, path, status }) =>
          method === 'POST' && path.startsWith(`${neurons}?`) && status === null,
      );
    while (!(await hangs())) if (ended) throw new Error((await running.outcome).stderr);
    await gate.shut();
    const { code: exit, stdout, stderr } = await running.outcome;
    const report = parseJson(stdout) as WriteReport;
    // Of what was not read back in time nobody knows whether it was written.
    expect(exit, stderr).toBe(report.counts.written > 0 ? 6 : 7);
    if (skip === 0) expect(report.counts.written).toBe(0);
    expect(report.stopped).toMatch(/answers|broke/);
    expect(report.counts.unsent).toBeGreaterThan(0);
    checkAgreement(report, await world.records());

    // Still away: nothing is lost by trying.
    const early = await world.clio('resume --yes --quiet', { env });
    expect(early.code, early.stderr).toBe(7);
    await world.clearFaults();
    await gate.open();
    const resumed = await world.clio('resume --yes --json --quiet', { env });
    expect(resumed.code, resumed.stderr).toBe(0);
    const whole = parseJson(resumed.stdout) as WriteReport;
    expect(whole.counts.written).toBe(ids.length);
    checkAgreement(whole, await world.records());
  });
});

describe('a disk that is full', () => {
  /** A shell that may mount: this one, or one in a user namespace of its own. */
  const shell = [[], ['unshare', '-rm']].find((before) => {
    const folder = mkdtempSync(join(tmpdir(), 'clio-mount-'));
    const [command = 'sh', ...args] = [...before, 'sh', '-c'];
    const mount = `mount -t tmpfs -o size=64k tmpfs '${folder}' && umount '${folder}'`;
    const { status } = spawnSync(command, [...args, mount]);
    rmSync(folder, { recursive: true });
    return status === 0;
  });

  it.skipIf(shell === undefined).each([
    ['in the plan', 48],
    ['early', 100],
    ['in the middle', 116],
    ['late', 124],
  ])('stops the write before anything more is sent: %s', async (_when, kilobytes) => {
    const state = join(world.home, 'small');
    mkdirSync(state, { recursive: true });
    const clio = `'${process.execPath}' '${binary}'`;
    // All in one shell, because the mount may be seen by no other.
    const script = `
      mount -t tmpfs -o size=${kilobytes}k tmpfs small || exit 99
      ${clio} annotation import table.csv --yes --json --quiet >report.json 2>error.txt; echo $? >code
      '${process.execPath}' -e 'fetch("${world.server}/__sandbox/state").then((r) => r.text()).then((t) => require("fs").writeFileSync("../between.json", t))'
      mount -o remount,size=8m small
      for journal in small/runs/*/journal.ndjson; do [ -f "$journal" ] && printf '{"type":"outc' >>"$journal"; done
      ${clio} resume --yes --json --quiet >resumed.json 2>resumed.txt; echo $? >resumed
      umount small`;
    const [command = 'sh', ...args] = [...(shell ?? []), 'sh', '-c', script];
    const { stderr } = await start(command, args, {
      cwd: world.home,
      env: {
        PATH: process.env.PATH,
        HOME: world.home,
        CLIO_SERVER: world.server,
        CLIO_TOKEN: users.ann.token,
        CLIO_DATASET: 'MB',
        CLIO_STATE_DIR: state,
      },
    }).outcome;
    expect(stderr).toBe('');
    const read = (name: string) => readFileSync(join(world.home, name), 'utf8');
    const records = recordsOf(read('../between.json'));
    const ended = [read('code').trim(), read('error.txt')];
    if (read('report.json') === '') {
      expect(ended).toEqual(['1', expect.stringMatching(/cannot be kept.*ENOSPC/)]);
      expect(records.size).toBe(0);
      expect([read('resumed').trim(), read('resumed.txt')]).toEqual(['0', 'nothing to resume\n']);
      return;
    }
    const report = parseJson(read('report.json')) as WriteReport;
    checkAgreement(report, records);
    // How much a journal takes depends on how many chunks a record of it holds; the last may just find room.
    if (report.counts.written === ids.length) return expect(ended[0]).toBe('0');
    expect(ended[0]).toBe(report.counts.written > 0 ? '6' : '1');
    expect(report.stopped).toMatch(/journal cannot be written: ENOSPC/);
    expect(report.counts.unsent).toBeGreaterThan(0);
    expect([read('resumed').trim(), read('resumed.txt')]).toEqual(['0', '']);
    const resumed = parseJson(read('resumed.json')) as WriteReport;
    expect(resumed.counts.written).toBe(ids.length);
    checkAgreement(resumed, await world.records());
  });

  // Where nothing can be mounted, the failure is put in place of the disk.
  it.each(['write', 'datasync'] as const)('is met at any %s of the journal', async (step) => {
    const folder = mkdtempSync(join(tmpdir(), 'clio-full-'));
    const handles = await open(folder).then(async (handle) => {
      await handle.close();
      return Object.getPrototypeOf(handle);
    });
    const true_ = handles[step];
    const noSpace = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    let stopped = 0;
    for (let after = 0; after < 12; after++) {
      const sandbox = createSandbox({ state: labState(), now: '2026-05-05T05:05:05Z' });
      const client = withDataset(
        createClient({ server: sandbox.server, auth: users.ann.token, fetch: sandbox.fetch }),
        'MB',
      );
      const journal = fileJournal({ folder: join(folder, `${step}-${after}`) });
      const rows = ids.slice(0, 60).map((bodyid) => ({ bodyid, note: `n${bodyid}` }));
      const plan = await planAnnotations(client, rows);
      let left = after;
      let posts = 0;
      const spy = vi.spyOn(handles, step).mockImplementation(function (this: unknown, ...args) {
        if (left-- > 0) return true_.apply(this, args);
        posts ||= sandbox.requests.filter(({ method }) => method === 'POST').length;
        return Promise.reject(noSpace);
      });
      const settings = { chunkSize: 10, wait: async () => {} };
      const error = await applyPlan(client, plan, { ...settings, journal }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      spy.mockRestore();
      if (error === undefined) continue;
      stopped++;
      expect(isClioError(error, 'write-incomplete')).toBe(true);
      // A request that was under way then may have arrived since, and no other.
      expect(sandbox.requests.filter(({ method }) => method === 'POST').length).toBeLessThanOrEqual(
        posts + 1,
      );
      const { report } = error as WriteIncompleteError;
      const records = await storedRecords(sandbox);
      for (const { bodyid, outcome } of report.bodies)
        expect([outcome, records.has(bodyid)]).toEqual([
          expect.stringMatching(/^(written|unsent)$/),
          outcome === 'written',
        ]);
      // What may have been sent is on record.
      const { sent } = await journal.read(report.run as string);
      for (const bodyid of records.keys()) expect(sent.has(bodyid)).toBe(true);
      const resumed = await resumeRun(client, journal, settings);
      expect(resumed?.counts.written).toBe(60);
      expect(await storedRecords(sandbox)).toEqual(
        new Map(
          rows.map(({ bodyid, note }) => [bodyid, expect.objectContaining({ bodyid, note })]),
        ),
      );
    }
    expect(stopped).toBeGreaterThan(4);
    rmSync(folder, { recursive: true });
  });
});

describe('records of runs that this program cannot use', () => {
  const env = () => ({ env: { CLIO_STATE_DIR: join(world.home, 'records') } });

  it.each([
    [
      'of a newer version',
      'plan.json',
      (text: string) => text.replace('"version":1', '"version":2'),
    ],
    ['with a damaged plan', 'plan.json', (text: string) => text.slice(0, text.length / 2)],
    [
      'with a journal of a newer version',
      'journal.ndjson',
      (text: string) => `${text.split('\n')[0]}\n{"type":"paused"}\n${text}`,
    ],
  ])('%s are named, and left as they are', async (_what, name, change) => {
    const folder = join(world.home, 'records', 'runs');
    expect((await world.clio('annotation set 5000 note=a --yes --quiet', env())).code).toBe(0);
    const good = JSON.parse((await world.clio('run list --json', env())).stdout)[0].id;
    await world.faults({ method: 'POST', path: neurons, fault: 'status', status: 401 });
    await world.clio('annotation set 5001 note=b --yes --quiet', env());
    await world.clearFaults();
    const [{ id, state }] = JSON.parse((await world.clio('run list --json', env())).stdout);
    expect(state).toBe('interrupted');
    const file = join(folder, id, name);
    const damaged = change(readFileSync(file, 'utf8'));
    writeFileSync(file, damaged);
    rmSync(join(folder, id, 'summary.json'), { force: true });
    const list = await world.clio('run list --json', env());
    expect([list.code, JSON.parse(list.stdout)[0].id]).toEqual([0, good]);
    expect(list.stderr).toContain(id);
    for (const line of ['resume', 'undo', 'run view']) {
      const ended = await world.clio(`${line} ${id}`, env());
      expect([ended.code, ended.stderr]).toEqual([
        1,
        expect.stringMatching(new RegExp(`run ${id} cannot be used: .*\\n.*${folder}`, 's')),
      ]);
    }
    expect((await world.clio('resume --yes', env())).stdout).toBe('nothing to resume\n');
    expect(readFileSync(file, 'utf8')).toBe(damaged);
    rmSync(join(folder, id), { recursive: true });
  });
});

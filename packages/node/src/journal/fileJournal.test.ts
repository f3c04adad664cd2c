import { spawn } from 'node:child_process';
import {
  appendFile,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry, Plan } from '@clio/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FileJournal, fileJournal } from './fileJournal.js';
import { ownIdentity } from './processIdentity.js';
import { pruneRuns } from './pruneRuns.js';
import { livingHolder, lockRun } from './runLock.js';

let folder: string;
let journal: FileJournal;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clio-journal-'));
  journal = fileJournal({ folder: join(folder, 'runs') });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const big = 720575940621522189n;
const plan: Plan = {
  format: 'clio-plan',
  version: 1,
  kind: 'write',
  server: 'https://clio.example.org',
  dataset: 'MB',
  target: { uuid: 'f'.repeat(32), tag: 'v1' },
  user: 'ann@example.org',
  created: '2026-05-05T05:05:05.000Z',
  source: 'types.csv',
  guards: {},
  notices: [],
  problems: [],
  same: {},
  bodies: [1, big].map((bodyid) => ({
    bodyid,
    action: 'write',
    existed: false,
    changes: [{ field: 'link', verdict: 'add', before: {}, after: big }],
    same: 0,
  })),
};
const at = '2026-05-05T05:05:06.000Z';
const sending: JournalEntry = { type: 'sending', at, bodies: [1, big] };
const written = (...bodies: (number | bigint)[]): JournalEntry => ({
  type: 'outcome',
  at,
  bodies: bodies.map((bodyid) => ({ bodyid, outcome: 'written', wrote: { link: { value: big } } })),
});
const logOf = (id: string) => join(folder, 'runs', id, 'journal.ndjson');

describe('fileJournal', () => {
  it('keeps a run from its beginning to its end', async () => {
    expect(await journal.list()).toEqual([]);
    const run = await journal.begin(plan);
    expect((await journal.list())[0]).toMatchObject({
      id: run.run,
      state: 'running',
      counts: { unsent: 2 },
    });
    await run.append(sending);
    await run.append(written(1));
    expect((await journal.read(run.run)).counts).toMatchObject({ written: 1, unknown: 1 });
    await run.close();
    expect((await journal.list())[0]).toMatchObject({
      id: run.run,
      state: 'interrupted',
      started: '2026-05-05T05:05:05.000Z',
      dataset: 'MB',
      source: 'types.csv',
      counts: { written: 1, unknown: 1, unsent: 0 },
    });
    const again = await journal.reopen(run.run);
    await again.append({ type: 'resumed', at });
    await again.append(written(big));
    await again.append({ type: 'finished', at });
    await again.close();
    const record = await journal.read(run.run);
    expect(record).toMatchObject({ state: 'finished', counts: { written: 2 }, repairs: [] });
    expect(record.plan).toEqual(plan);
    expect(record.outcomes.get(big)?.wrote).toEqual({ link: { value: big } });
    expect(record.marks.map(({ type }) => type)).toEqual(['resumed', 'finished']);
    expect((await journal.list())[0]?.state).toBe('finished');
  });

  it.skipIf(process.platform === 'win32')('is its owner’s alone', async () => {
    const run = await journal.begin(plan);
    await run.close();
    for (const [path, mode] of [
      ['.', 0o700],
      [run.run, 0o700],
      [`${run.run}/plan.json`, 0o600],
      [`${run.run}/journal.ndjson`, 0o600],
      [`${run.run}/summary.json`, 0o600],
    ] as const) {
      expect((await stat(join(folder, 'runs', path))).mode & 0o777, path).toBe(mode);
    }
  });

  it('lists the newest first, also of one second', async () => {
    let clock = Date.parse('2026-05-05T05:05:05.000Z');
    const quick = fileJournal({ folder: journal.folder, now: () => new Date(clock++) });
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) {
      const run = await quick.begin(plan);
      ids.unshift(run.run);
      await run.close();
    }
    expect((await quick.list()).map(({ id }) => id)).toEqual(ids);
  });

  it('passes over a torn last line, and goes on after the whole ones', async () => {
    for (const torn of [
      '{"type":"outcome","at":"2026',
      '{"type":"outco\n',
      '\0\0\0\0',
      '\0\0\0\n',
    ]) {
      const run = await journal.begin(plan);
      await run.append(sending);
      await run.close();
      await appendFile(logOf(run.run), torn);
      const read = await journal.read(run.run);
      expect(read.repairs).toHaveLength(1);
      expect(read.counts.unknown).toBe(2);
      const again = await journal.reopen(run.run);
      await again.append(written(1, big));
      await again.close();
      const healed = await journal.read(run.run);
      expect(healed).toMatchObject({ repairs: [], state: 'finished', counts: { written: 2 } });
    }
  });

  it('reads a journal that was cut at any byte', async () => {
    const run = await journal.begin(plan);
    for (const entry of [sending, written(1), written(big)]) await run.append(entry);
    await run.close();
    const whole = await readFile(logOf(run.run));
    for (let length = whole.length; length >= 0; length--) {
      await truncate(logOf(run.run), length);
      const { counts } = await journal.read(run.run);
      expect(counts.written + counts.unknown + counts.unsent).toBe(2);
    }
  });

  it('reports damage that is no torn end, and leaves the files as they are', async () => {
    const run = await journal.begin(plan);
    await run.close();
    const damaged = 'no json\n{"type":"finished","at":"x"}\n';
    await writeFile(logOf(run.run), damaged);
    await expect(journal.read(run.run)).rejects.toThrow(
      `The record of run ${run.run} cannot be used`,
    );
    await expect(journal.reopen(run.run)).rejects.toMatchObject({ code: 'journal' });
    expect(await readFile(logOf(run.run), 'utf8')).toBe(damaged);
    const seen: string[] = [];
    const list = await fileJournal({
      folder: journal.folder,
      onDamage: (id) => seen.push(id),
    }).list();
    expect([list, seen]).toEqual([[], [run.run]]);
  });

  it('refuses a journal or a plan of a newer version, and a plan that is cut off', async () => {
    const run = await journal.begin(plan);
    await run.append(sending);
    await run.close();
    await appendFile(logOf(run.run), '{"type":"paused","at":"x"}\n');
    await expect(journal.read(run.run)).rejects.toThrow(/line 2 .* newer one/);
    await expect(journal.reopen(run.run)).rejects.toMatchObject({ code: 'journal' });
    expect(await readFile(logOf(run.run), 'utf8')).toContain('paused');
    await truncate(logOf(run.run), 0);
    const file = join(journal.folder, run.run, 'plan.json');
    const text = await readFile(file, 'utf8');
    for (const wrong of [text.replace('"version":1', '"version":2'), text.slice(0, 200), '']) {
      await writeFile(file, wrong);
      await expect(journal.read(run.run)).rejects.toMatchObject({
        code: 'journal',
        message: expect.stringContaining(`run ${run.run} cannot be used: its plan is`),
      });
    }
  });

  it('says what is wrong with a folder that cannot be read', async () => {
    const loop = join(folder, 'loop');
    await symlink(loop, loop);
    const unreadable = fileJournal({ folder: loop });
    for (const act of [unreadable.list(), unreadable.read('x-1'), unreadable.begin(plan)])
      await expect(act).rejects.toMatchObject({ code: 'journal', path: expect.any(String) });
    await expect(unreadable.list()).rejects.toThrow(/cannot be read: ELOOP.*CLIO_STATE_DIR/);
    const file = join(folder, 'a file');
    await writeFile(file, '');
    for (const place of [file, join(file, 'runs')])
      await expect(fileJournal({ folder: place }).list()).rejects.toThrow(
        /cannot be read: ENOTDIR.*CLIO_STATE_DIR/,
      );
  });

  it.each(['write', 'datasync'] as const)(
    'refuses all that follows a %s for which there is no space',
    async (step) => {
      const run = await journal.begin(plan);
      await run.append(sending);
      const file = await open(logOf(run.run));
      const handles = Object.getPrototypeOf(file);
      await file.close();
      const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      const spy = vi.spyOn(handles, step).mockRejectedValueOnce(full);
      await expect(run.append(written(1))).rejects.toMatchObject({
        code: 'journal',
        message: expect.stringMatching(/^ENOSPC.*Nothing more was sent/),
      });
      spy.mockRestore();
      await expect(run.append(written(big))).rejects.toThrow('ENOSPC');
      await run.close();
      // Only what is known to be on the disk counts.
      expect(await journal.read(run.run)).toMatchObject({ counts: { unknown: 2, written: 0 } });
      const again = await journal.reopen(run.run);
      await again.append(written(1, big));
      await again.close();
      expect(await journal.read(run.run)).toMatchObject({ state: 'finished', repairs: [] });
    },
  );

  it('leaves nothing behind where one of its files cannot be flushed', async () => {
    const handles = await open(folder).then(async (file) => {
      await file.close();
      return Object.getPrototypeOf(file);
    });
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    for (let after = 0; after < 5; after++) {
      let left = after;
      const { sync } = handles;
      const spy = vi.spyOn(handles, 'sync').mockImplementation(function (this: unknown) {
        return left-- > 0 ? sync.call(this) : Promise.reject(full);
      });
      const begun = journal.begin(plan);
      if (after < 4) await expect(begun).rejects.toMatchObject({ code: 'journal' });
      else await (await begun).close();
      spy.mockRestore();
      expect(await journal.list()).toHaveLength(after < 4 ? 0 : 1);
    }
  });

  it('leaves nothing behind that looks like a run when it cannot begin', async () => {
    await writeFile(join(folder, 'file'), '');
    const impossible = fileJournal({ folder: join(folder, 'file', 'runs') });
    await expect(impossible.begin(plan)).rejects.toThrow('cannot be kept in');
    const half = join(journal.folder, '.20260101-000000000-abcdef.new');
    const run = await journal.begin(plan);
    await run.close();
    await symlink(folder, half);
    expect(await journal.list()).toHaveLength(1);
  });

  it('knows no run but those in its folder', async () => {
    for (const id of ['nothing', '../x', '', '20260505-050505000-aaaaaa']) {
      await expect(journal.read(id)).rejects.toThrow(`There is no run ${id} on record`);
      await expect(journal.remove(id)).rejects.toThrow('There is no run');
    }
  });

  it('is pruned only when asked, and of finished runs', async () => {
    const finished = await journal.begin(plan);
    await finished.append(written(1, big));
    await finished.close();
    const open = await journal.begin(plan);
    await open.close();
    expect(await pruneRuns(journal, { before: new Date('2026-05-05') })).toEqual([]);
    const before = new Date('2026-06-06');
    expect((await pruneRuns(journal, { before })).map(({ id }) => id)).toEqual([finished.run]);
    expect((await journal.list()).map(({ id }) => id)).toEqual([open.run]);
    expect(await pruneRuns(journal, { before, interrupted: true })).toHaveLength(1);
    expect(await readdir(journal.folder)).toEqual([]);
    const going = await journal.begin(plan);
    await expect(journal.remove(going.run)).rejects.toThrow('is going on');
    await going.close();
  });
});

describe('the lock of a run', () => {
  const path = () => join(folder, 'runs');
  beforeEach(async () => {
    const run = await journal.begin(plan);
    await run.close();
  });

  it('is held by one at a time', async () => {
    const [summary] = await journal.list();
    const first = await journal.reopen(summary?.id as string);
    await expect(journal.reopen(first.run)).rejects.toThrow(
      `is going on in process ${process.pid} on ${hostname()}`,
    );
    await first.close();
    const second = await journal.reopen(first.run);
    await second.close();
  });

  it('of a dead process is taken over, and that of a living one is not', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const lock = join(path(), 'lock.json');
    await writeFile(lock, JSON.stringify({ pid: child.pid, host: hostname() }));
    await expect(lockRun(path(), 'run')).rejects.toThrow(`is going on in process ${child.pid}`);
    child.kill('SIGKILL');
    await exited;
    const taken = await lockRun(path(), 'run');
    expect(JSON.parse(await readFile(lock, 'utf8'))).toEqual(await ownIdentity());
    await taken.release();
  });

  it.skipIf(process.platform === 'win32')(
    'of an earlier process with the same number is taken over',
    async () => {
      const lock = join(path(), 'lock.json');
      const { started: _, ...own } = await ownIdentity();
      await writeFile(lock, JSON.stringify({ ...own, pid: process.ppid, started: 'long ago' }));
      expect(await livingHolder(path())).toBeUndefined();
      await writeFile(lock, JSON.stringify({ ...own, started: 'long ago' }));
      expect(await livingHolder(path())).toBeUndefined();
      await (await lockRun(path(), 'run')).release();
    },
  );

  it('of another machine counts as held, and one cut off by a loss of power does not', async () => {
    const lock = join(path(), 'lock.json');
    await writeFile(lock, JSON.stringify({ pid: 1, host: 'elsewhere.example.org' }));
    await expect(lockRun(path(), 'run')).rejects.toThrow('delete');
    await writeFile(lock, '{"pid":');
    await (await lockRun(path(), 'run')).release();
  });

  it('goes to one of many who want it at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockRun(path(), 'run')));
    const got = tries.filter(({ status }) => status === 'fulfilled');
    expect(got).toHaveLength(1);
    for (const lock of tries) if (lock.status === 'fulfilled') await lock.value.release();
  });
});

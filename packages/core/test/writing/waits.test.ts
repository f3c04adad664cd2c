import { afterEach, describe, expect, it, vi } from 'vitest';
import { stringifyJson } from '../../src/integers/stringifyJson.js';
import { applyPlan } from '../../src/writing/apply/applyPlan.js';
import { planDeletes } from '../../src/writing/delete/planDeletes.js';
import { memoryJournal } from '../../src/writing/journal/memoryJournal.js';
import { planAnnotations } from '../../src/writing/planAnnotations.js';
import { readPlan, writePlan } from '../../src/writing/plans/planFile.js';
import { setAnnotations } from '../../src/writing/setAnnotations.js';
import { planUndo } from '../../src/writing/undo/planUndo.js';
import { apply, attempt } from './journey.js';
import { held, instance, quick, readPath, stage, stamped, writePath } from './stage.js';

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => stamped({ bodyid: index + 1, type: 'A' }));
const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

afterEach(() => void vi.restoreAllMocks());

/** A wait after which as much time has passed as was asked for, and during which somebody may be at work. */
function waiting(meanwhile: () => Promise<unknown> = async () => {}) {
  const real = performance.now.bind(performance);
  let passed = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => real() + passed);
  let waited = false;
  return async (milliseconds: number) => {
    passed += milliseconds;
    if (!waited) await meanwhile();
    waited = true;
  };
}

describe('what others do while a run waits', () => {
  it.each([
    ['429', { status: 429, headers: { 'retry-after': '30' } }],
    ['503', { status: 503 }],
    ['500', { status: 500 }],
  ])('for a server that said %s is left alone', async (_name, answer) => {
    const { client, sandbox, as } = stage({ records: many(4) });
    const input = ids(4).map((bodyid) => ({ bodyid, type: 'B' }));
    const plan = await planAnnotations(client, input, { overwrite: ['type'] });
    sandbox.faults.add({ method: 'POST', path: writePath, fault: 'status', ...answer, count: 1 });
    // Of the first chunk, and of the second, which was looked at before the wait.
    const meanwhile = () =>
      setAnnotations(
        as('wim'),
        [2, 4].map((bodyid) => ({ bodyid, type: 'of Wim' })),
        { ...quick, overwrite: ['type'] },
      );
    const { report } = await apply(client, plan, { wait: waiting(meanwhile), lanes: 1 });
    expect(report?.bodies.map(({ outcome }) => outcome)).toEqual([
      'written',
      'conflict',
      'written',
      'conflict',
    ]);
    const now = await held(sandbox);
    expect(ids(4).map((bodyid) => now.get(String(bodyid))?.type)).toEqual([
      'B',
      'of Wim',
      'B',
      'of Wim',
    ]);
  });

  it('is not deleted', async () => {
    const { client, sandbox, as } = stage({ records: many(3) });
    const plan = await planDeletes(client, ids(3));
    sandbox.faults.add({ method: 'DELETE', fault: 'status', status: 503, count: 3 });
    const meanwhile = () => setAnnotations(as('wim'), { bodyid: 3, note: 'of Wim' }, quick);
    const { report } = await apply(client, plan, { wait: waiting(meanwhile), chunkSize: 3 });
    expect(report?.bodies.map(({ outcome }) => outcome)).toEqual([
      'written',
      'written',
      'conflict',
    ]);
    expect((await held(sandbox)).get('3')).toMatchObject({ type: 'A', note: 'of Wim' });
  });
});

describe('deletes', () => {
  it('do not wait for an hour', async () => {
    const { client, sandbox } = stage({ records: many(5) });
    const plan = await planDeletes(client, ids(5));
    const answer = { fault: 'status', status: 429, headers: { 'retry-after': '3600' } } as const;
    sandbox.faults.add({ method: 'DELETE', ...answer });
    const wait = vi.fn(async (_milliseconds: number) => {});
    const { report } = await apply(client, plan, { wait, chunkSize: 5 });
    expect(report).toMatchObject({ counts: { unsent: 5 }, requests: { writes: 1 } });
    for (const [milliseconds] of wait.mock.calls) expect(milliseconds).toBeLessThan(60_000);
  });

  it('end where nothing arrives any more, and do not try every body', async () => {
    const { client, sandbox } = stage({ records: many(400) });
    const plan = await planDeletes(client, ids(400));
    sandbox.faults.add({ method: 'DELETE', fault: 'cut' });
    const { report } = await apply(client, plan, { chunkSize: 50 });
    expect(report?.requests.writes).toBeLessThan(30);
    expect(report?.counts.written).toBe(0);
    expect((report?.counts.unknown ?? 0) + (report?.counts.unsent ?? 0)).toBe(400);
    expect((await held(sandbox)).size).toBe(400);
  });

  it('of a record without any field are undone, and that too', async () => {
    const { client, sandbox } = stage({ records: [{ bodyid: 7 }, ...many(2)] });
    const before = await instance(sandbox);
    const journal = memoryJournal();
    const settings = { ...quick, journal };
    const gone = await applyPlan(client, await planDeletes(client, [7, 2]), settings);
    expect((await held(sandbox)).size).toBe(1);
    const undo = await planUndo(client, await journal.read(gone.run as string));
    expect(undo.notices.map(({ message }) => message)).toContain(
      'body 7 had a record without any field, which is put back',
    );
    expect(readPlan(writePlan(undo))).toEqual(undo);
    const undone = await applyPlan(client, undo, settings);
    expect(undone.counts.written).toBe(2);
    expect(await instance(sandbox)).toEqual(before);
    // Done already: nothing to send.
    expect((await applyPlan(client, undo, quick)).counts.same).toBe(2);
    const again = await planUndo(client, await journal.read(undone.run as string));
    await applyPlan(client, again, settings);
    expect([...(await held(sandbox)).keys()]).toEqual(['1']);
  });
});

it('takes back a value that a late request has stamped once more', async () => {
  const { client, sandbox } = stage({ records: many(1) });
  const journal = memoryJournal();
  const plan = await planAnnotations(client, { bodyid: 1, type: 'B' }, { overwrite: ['type'] });
  const { report } = await attempt(() =>
    applyPlan(client, plan, {
      journal,
      // The only wait is the one before the last look.
      wait: async () => {
        await sandbox.fetch(`${sandbox.server}${writePath}`, {
          method: 'POST',
          headers: { authorization: 'Bearer wren-token', 'content-type': 'application/json' },
          body: stringifyJson([{ bodyid: 1, type: 'B', type_time: '2026-05-05T05:06:06Z' }]),
        });
      },
    }),
  );
  expect(report?.counts.written).toBe(1);
  const undo = await planUndo(client, await journal.read(report?.run as string));
  expect(undo.bodies[0]?.changes.map(({ verdict }) => verdict)).toEqual(['overwrite']);
  await applyPlan(client, undo, quick);
  expect((await held(sandbox)).get('1')).toEqual(many(1)[0]);
});

it('says when the last look could not be taken', async () => {
  const { client, sandbox } = stage();
  const plan = await planAnnotations(client, { bodyid: 1, type: 'B' });
  sandbox.faults.add({ path: readPath, fault: 'status', status: 500, skip: 2 });
  const report = await applyPlan(client, plan, quick);
  expect(report.counts.written).toBe(1);
  expect(report.stopped).toMatch(/^all that was sent has been read back, but the last look .* 500/);
});

it('starts no run for settings that are impossible', async () => {
  const { client } = stage();
  const journal = memoryJournal();
  const plan = await planAnnotations(client, { bodyid: 1, type: 'B' });
  await expect(applyPlan(client, plan, { journal, chunkSize: 0 })).rejects.toThrow('chunkSize');
  expect(await journal.list()).toEqual([]);
});

it('never has one body in two requests at once', async () => {
  const { client, sandbox } = stage({ records: many(60) });
  sandbox.faults.add({ method: 'POST', path: writePath, fault: 'status', status: 500, count: 5 });
  sandbox.faults.add({ method: 'POST', path: writePath, fault: 'cut', effect: true, count: 3 });
  const plan = await planAnnotations(
    client,
    ids(120).map((bodyid) => ({ bodyid, type: 'B', note: 'n' })),
    { overwrite: ['type'] },
  );
  const under = new Set<number>();
  let most = 0;
  const watched = {
    ...client,
    send: async (request: Parameters<typeof client.send>[0]) => {
      if (request.method !== 'POST') return client.send(request);
      const bodies = (request.body as { bodyid: number }[]).map(({ bodyid }) => bodyid);
      for (const bodyid of bodies) {
        expect(under.has(bodyid)).toBe(false);
        under.add(bodyid);
      }
      most = Math.max(most, under.size);
      try {
        return await client.send(request);
      } finally {
        for (const bodyid of bodies) under.delete(bodyid);
      }
    },
  };
  const { report } = await apply(watched, plan, { chunkSize: 5 });
  expect(report?.counts.written).toBe(120);
  // Several requests were under way together.
  expect(most).toBeGreaterThan(5);
  const repeated = { ...plan, bodies: [...plan.bodies, ...plan.bodies.slice(0, 1)] };
  expect(() => readPlan(writePlan(repeated))).toThrow('body 1 is there twice');
  expect(sandbox.requests.some(({ path }) => path.startsWith(readPath.slice(0, -1)))).toBe(true);
});

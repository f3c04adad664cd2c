import type { Fault } from '@clio/sandbox';
import { describe, expect, it } from 'vitest';
import { WriteIncompleteError, WriteRefusedError } from '../../src/errors/WriteError.js';
import { stringifyJson } from '../../src/integers/stringifyJson.js';
import { applyPlan } from '../../src/writing/apply/applyPlan.js';
import { checkPlan } from '../../src/writing/apply/checkPlan.js';
import { planDeletes } from '../../src/writing/delete/planDeletes.js';
import type { JournalEntry, JournalStore } from '../../src/writing/Journal.js';
import { memoryJournal } from '../../src/writing/journal/memoryJournal.js';
import { planAnnotations } from '../../src/writing/planAnnotations.js';
import { resumeRun } from '../../src/writing/resume/resumeRun.js';
import { setAnnotations } from '../../src/writing/setAnnotations.js';
import { setFields } from '../../src/writing/setFields.js';
import { planUndo } from '../../src/writing/undo/planUndo.js';
import { apply, attempt, expectAgreement } from './journey.js';
import {
  clientOf,
  head,
  held,
  instance,
  old,
  posts,
  quick,
  readPath,
  stage,
  stamped,
  time,
  writePath,
} from './stage.js';

const many = (count: number, fields: Record<string, unknown> = { type: 'x' }) =>
  Array.from({ length: count }, (_, index) => ({ bodyid: index + 1, ...fields }));

describe('applyPlan', () => {
  it('takes one write for each chunk, and reads in chunks', async () => {
    const { client, sandbox } = stage();
    const plan = await planAnnotations(client, many(120));
    const planned = sandbox.requests.length;
    const report = await applyPlan(client, plan, quick);
    expect(report.counts.written).toBe(120);
    expect(report.requests.writes).toBe(3);
    expect(posts(sandbox)).toBe(3);
    // dataset, roles, head twice, lock; two reads a chunk; one at the end
    expect(sandbox.requests.length - planned).toBeLessThanOrEqual(5 + 3 + 6 + 1);
  });

  it('leaves alone what is protected, and writes the rest', async () => {
    const { client, sandbox } = stage({ records: [stamped({ bodyid: 1, type: 'A' })] });
    const report = await setAnnotations(
      client,
      [
        { bodyid: 1, type: 'B', side: 'L' },
        { bodyid: 2, type: 'B' },
      ],
      quick,
    );
    expect(report.counts).toMatchObject({ written: 2, refused: 0 });
    expect(report.left).toEqual({ protected: 1, conflict: 0 });
    expect(report.bodies[0]?.left?.[0]).toMatchObject({ field: 'type', verdict: 'protected' });
    expect((await held(sandbox)).get('1')).toMatchObject({ type: 'A', type_time: time, side: 'L' });
  });

  it('ends a body with nothing but protected fields as refused, and the run as finished', async () => {
    const { client, sandbox } = stage({ records: [stamped({ bodyid: 1, type: 'A' })] });
    const journal = memoryJournal();
    const report = await setAnnotations(client, [{ bodyid: 1, type: 'B' }], { ...quick, journal });
    expect(report.counts.refused).toBe(1);
    expect((await journal.list())[0]).toMatchObject({ state: 'finished', counts: { refused: 1 } });
    expect(posts(sandbox)).toBe(0);
  });

  it('refuses a run with anything invalid, and names all of it', async () => {
    const { client, sandbox } = stage();
    const error = await setAnnotations(client, [
      { bodyid: 1, type: 'ok' },
      { bodyid: 2, type_user: 'me' },
    ]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(WriteRefusedError);
    expect((error as WriteRefusedError).violations).toHaveLength(1);
    expect((error as Error).message).toContain(
      '- row 2, column type_user, body 2: type_user is reserved',
    );
    expect(posts(sandbox)).toBe(0);
  });

  it('leaves alone what somebody else has changed since the plan', async () => {
    const records = [
      stamped({ bodyid: 1, type: 'A' }),
      stamped({ bodyid: 2, type: 'A' }),
      stamped({ bodyid: 3, type: 'A' }),
    ];
    const { client, sandbox, as } = stage({ records });
    const input = [
      { bodyid: 1, type: 'B', note: 'n' },
      { bodyid: 2, type: 'B' },
      { bodyid: 3, type: 'B', note: 'n' },
      { bodyid: 4, type: 'B' },
    ];
    const plan = await planAnnotations(client, input, { overwrite: ['type'] });
    await setAnnotations(
      as('wim'),
      [
        { bodyid: 1, type: 'C' },
        { bodyid: 4, type: 'C' },
      ],
      { ...quick, overwrite: ['type'] },
    );
    await applyPlan(as('wim'), await planDeletes(as('wim'), [3]), quick);
    const { report } = await apply(client, plan);
    expect(report?.bodies.map(({ outcome }) => outcome)).toEqual([
      'written',
      'written',
      'conflict',
      'conflict',
    ]);
    expect(report?.left.conflict).toBe(4);
    expect(report?.bodies[0]?.left?.[0]?.reason).toBe(
      'changed since the plan: it was "A" and is "C", set by wim@example.org on 2026-05-05T05:05:05Z',
    );
    const now = await held(sandbox);
    expect(now.get('1')).toMatchObject({ type: 'C', note: 'n' });
    expect(now.get('3')).toBeUndefined();
    expect(now.get('4')?.type_user).toBe('wim@example.org');
  });

  it('refuses a run that is to be whole when somebody else has changed anything since', async () => {
    const records = [1, 2, 3].map((bodyid) => stamped({ bodyid, type: 'A' }));
    const { client, sandbox, as } = stage({ records });
    const input = [1, 2, 3].map((bodyid) => ({ bodyid, type: 'B', note: 'n' }));
    const options = { overwrite: ['type'], allOrNothing: true };
    const plan = await planAnnotations(client, input, options);
    const away = await planDeletes(client, [3]);
    const whole = { ...away, guards: { ...away.guards, allOrNothing: true } };
    await setAnnotations(as('wim'), { bodyid: 2, type: 'C' }, { ...quick, overwrite: ['type'] });
    await setAnnotations(as('wim'), { bodyid: 3, side: 'L' }, quick);
    const before = posts(sandbox);
    const journal = memoryJournal();
    const acts = [
      () => checkPlan(client, plan),
      () => applyPlan(client, plan, { ...quick, journal }),
    ];
    for (const act of acts) {
      await expect(act()).rejects.toMatchObject({
        name: 'WriteRefusedError',
        violations: [
          {
            rule: 'conflict',
            refuses: true,
            bodyid: 2,
            field: 'type',
            row: 2,
            reason: expect.stringMatching(
              /^changed since the plan: it was "A" and is "C", set by wim/,
            ),
          },
        ],
      });
    }
    await expect(applyPlan(client, whole, { ...quick, journal })).rejects.toThrow(
      /body 3: the record has changed since the plan/,
    );
    expect(posts(sandbox)).toBe(before);
    expect(await journal.list()).toEqual([]);
    const again = await planAnnotations(client, input, options);
    expect((await applyPlan(client, again, quick)).counts.written).toBe(3);
  });

  it('refuses a plan of another place, or of a head that has moved', async () => {
    const { client, sandbox } = stage();
    const plan = await planAnnotations(client, many(1));
    await expect(applyPlan({ ...client, dataset: 'CNS' }, plan)).rejects.toThrow(
      'The plan is for dataset MB, and this is CNS',
    );
    await expect(
      applyPlan({ ...client, server: 'https://other.example.org' }, plan),
    ).rejects.toThrow('The plan is for the server https://clio.sandbox.invalid');
    await expect(
      applyPlan(client, { ...plan, target: { uuid: old, tag: 'v0.1' } }),
    ).rejects.toThrow(
      `The plan is for version v0.1 (${old}), and the head is v0.2 (${head}) now. Plan again`,
    );
    expect(posts(sandbox)).toBe(0);
  });

  it('refuses a version that has been locked since, also where only the server says so', async () => {
    const { client, sandbox } = stage({ locked: true });
    const plan = await planAnnotations(client, many(3), { dvid: false });
    expect(plan.problems).toEqual([]);
    await expect(applyPlan(client, plan, quick)).rejects.toMatchObject({ code: 'write-refused' });
    expect(posts(sandbox)).toBe(0);
    const journal = memoryJournal();
    const error = await applyPlan(client, plan, { ...quick, journal, dvid: false }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(WriteRefusedError);
    expect((error as WriteRefusedError).violations[0]).toMatchObject({ rule: 'locked' });
    expect((await journal.list())[0]).toMatchObject({ state: 'finished', counts: { refused: 3 } });
    expect((await held(sandbox)).size).toBe(0);
  });

  it('writes to another open version, and not to the head', async () => {
    const { client, sandbox } = stage();
    const plan = await planAnnotations(client, many(1), { version: head.slice(0, 6) });
    expect(plan.target).toMatchObject({ uuid: head, asked: head.slice(0, 6) });
    await applyPlan(client, plan, quick);
    expect((await held(sandbox)).size).toBe(1);
  });

  it('finds the bodies that the server refuses, and writes all others', async () => {
    const schema = { properties: { type: { enum: ['x', 'y'] } } };
    const { client, sandbox } = stage({ schema });
    const input = many(60).map((record) =>
      [7, 31, 32].includes(record.bodyid) ? { ...record, type: 'bad' } : record,
    );
    const plan = await planAnnotations(client, input);
    expect(plan.notices.map(({ kind }) => kind)).toContain('unchecked');
    const { report, error } = await attempt(() => applyPlan(client, plan, quick));
    expect(report?.counts).toMatchObject({ written: 57, failed: 3 });
    expect(
      report?.bodies.filter(({ outcome }) => outcome === 'failed').map(({ bodyid }) => bodyid),
    ).toEqual([7, 31, 32]);
    expect(report?.bodies[6]?.reason).toContain('value must be one of');
    expect(error?.message).toContain('57 of 60 bodies written, 3 failed: body 7: the server said:');
    expect(error?.message).not.toContain('https://');
    await expectAgreement(sandbox, plan, report!, new Map());
  });

  it('stops where everything is refused for one reason', async () => {
    const schema = { properties: { type: { enum: ['y'] } } };
    const { client } = stage({ schema });
    const plan = await planAnnotations(client, many(30));
    const { report } = await attempt(() => applyPlan(client, plan, { ...quick, chunkSize: 5 }));
    expect(report?.counts).toMatchObject({ written: 0, failed: 5, unsent: 25 });
    expect(report?.stopped).toContain('value must be "y"');
  });

  it('sends along unchanged what the schema requires, and leaves its stamps', async () => {
    const schema = { required: ['bodyid', 'type'], properties: { type: { type: 'string' } } };
    const { client, sandbox } = stage({ schema, records: [stamped({ bodyid: 1, type: 'A' })] });
    const input = { bodyid: 1, note: 'n' };
    // The server checks, whether or not a validator is at hand here.
    expect((await planAnnotations(client, input)).bodies[0]?.along).toEqual({ type: 'A' });
    const plan = await planAnnotations(client, input, { schemaValidator: () => () => [] });
    expect(plan.bodies[0]?.along).toEqual({ type: 'A' });
    const report = await applyPlan(client, plan, quick);
    expect(report.counts.written).toBe(1);
    expect((await held(sandbox)).get('1')).toMatchObject({ type: 'A', type_time: time, note: 'n' });
  });

  it('sends along what the schema requires when a run is undone, too', async () => {
    const schema = { required: ['bodyid', 'type'], properties: { type: { type: 'string' } } };
    const before = stamped({ bodyid: 1, type: 'A', note: 'old' });
    const { client, sandbox } = stage({ schema, records: [before] });
    const plan = await planAnnotations(
      client,
      { bodyid: 1, note: 'new' },
      { overwrite: ['note'], schemaValidator: () => () => [] },
    );
    const journal = memoryJournal();
    const { run } = await applyPlan(client, plan, { ...quick, journal });
    const undo = await planUndo(client, await journal.read(run ?? ''));
    const report = await applyPlan(client, undo, { ...quick, journal });
    expect(report.counts).toMatchObject({ written: 1, failed: 0 });
    expect((await held(sandbox)).get('1')).toEqual(before);
  });

  it('writes in the name of others, a request for each, and knows it for its own', async () => {
    const { client, sandbox } = stage();
    const before = await instance(sandbox);
    const cells = (bodyid: string, by: string | undefined) => [bodyid, 'A', by];
    const table = {
      source: 't.csv',
      format: 'csv' as const,
      columns: ['bodyid', 'type', 'by'],
      rows: [
        cells('1', 'tess@example.org'),
        cells('2', undefined),
        cells('3', 'tom@example.org'),
        cells('4', 'tess@example.org'),
      ].map((row, index) => ({ row: index + 2, cells: row })),
    };
    const plan = await planAnnotations(client, table, {
      designatedUserColumn: 'by',
      designatedUser: 'all@example.org',
    });
    const journal = memoryJournal();
    // The answers are lost: what stands there must be told by its stamps.
    sandbox.faults.add({ method: 'POST', path: writePath, fault: 'cut', effect: true, count: 2 });
    const report = await applyPlan(client, plan, { ...quick, journal });
    expect(report.counts.written).toBe(4);
    const now = await held(sandbox);
    expect(['1', '2', '3', '4'].map((id) => now.get(id)?.type_user)).toEqual(
      ['tess', 'all', 'tom', 'tess'].map((name) => `${name}@example.org`),
    );
    const asked = sandbox.requests
      .filter(({ method }) => method === 'POST')
      .map(({ path }) => new URLSearchParams(path.split('?')[1]).get('designated_user'));
    expect(asked.sort()).toEqual(['all', 'tess', 'tom'].map((name) => `${name}@example.org`));
    const undo = await planUndo(client, await journal.read(report.run as string));
    await applyPlan(client, undo, quick);
    expect((await instance(sandbox)).records).toEqual(before.records);
  });

  it('gives one value to many bodies', async () => {
    const { client } = stage();
    const undo = memoryJournal();
    const again = await setFields(client, [1, '2', 2n], { note: 'x' }, { ...quick, journal: undo });
    expect(again.counts.written).toBe(2);
  });

  it('asks the server to protect what is only added', async () => {
    const { client, sandbox } = stage({ records: [stamped({ bodyid: 1, type: 'A' })] });
    const plan = await planAnnotations(client, [
      { bodyid: 1, note: 'n' },
      { bodyid: 2, note: 'n', 'a&b': 1 },
      { bodyid: 3, note: 'n', type: 'x' },
    ]);
    // Somebody writes between the look at the record and the post.
    const racing = clientOf(sandbox, 'wren', {
      fetch: async (url, init) => {
        if (init?.method === 'POST') {
          await sandbox.fetch(`${sandbox.server}${writePath}`, {
            method: 'POST',
            headers: { authorization: 'Bearer wim-token', 'content-type': 'application/json' },
            body: stringifyJson({ bodyid: 2, note: 'first' }),
          });
          expect(new URL(String(url)).searchParams.get('conditional')).toBe('note,type');
        }
        return sandbox.fetch(url, init);
      },
    });
    const { report } = await attempt(() => applyPlan(racing, plan, quick));
    expect(report?.bodies.map(({ outcome }) => outcome)).toEqual(['written', 'written', 'written']);
    expect(report?.bodies[1]?.left?.[0]).toMatchObject({ field: 'note', verdict: 'conflict' });
    expect((await held(sandbox)).get('2')).toMatchObject({
      note: 'first',
      note_user: 'wim@example.org',
      'a&b': 1,
    });
  });

  it('tells of a value that another writer has put back after it was verified', async () => {
    const { client, sandbox } = stage();
    const plan = await planAnnotations(client, many(2));
    const { report } = await attempt(() =>
      applyPlan(client, plan, {
        // The only wait is the one before the last look.
        wait: async () => {
          await sandbox.fetch(`${sandbox.server}${writePath}/id-number/2`, {
            method: 'DELETE',
            headers: { authorization: 'Bearer wim-token' },
          });
        },
      }),
    );
    expect(report?.bodies.map(({ outcome }) => outcome)).toEqual(['written', 'conflict']);
    expect(report?.bodies[1]?.left?.[0]?.reason).toContain('changed by somebody else right after');
  });

  it('stops before anything more is sent when the journal cannot be written', async () => {
    for (const failing of ['sending', 'outcome'] as const) {
      const { client, sandbox } = stage();
      const plan = await planAnnotations(client, many(10));
      const broken = failAfter(2, failing);
      const { report, error } = await attempt(() =>
        applyPlan(client, plan, { ...quick, chunkSize: 2, lanes: 1, journal: broken.store }),
      );
      expect(error?.message).toContain('the journal cannot be written: no space left on device');
      const sent = [...broken.sent].length;
      const now = await held(sandbox);
      // Nothing is on the server that was not on record first.
      for (const bodyid of now.keys()) expect(broken.sent).toContain(Number(bodyid));
      expect(report?.counts.unsent).toBeGreaterThanOrEqual(10 - sent);
      await expectAgreement(sandbox, plan, report!, new Map());
    }
  });

  it('starts nothing when the journal cannot be begun', async () => {
    const { client, sandbox } = stage();
    const plan = await planAnnotations(client, many(1));
    const store: JournalStore = {
      ...memoryJournal(),
      begin: () => Promise.reject(new Error('disk full')),
    };
    await expect(applyPlan(client, plan, { journal: store })).rejects.toThrow('disk full');
    expect(posts(sandbox)).toBe(0);
  });

  it('finishes what is on its way when cancelled, and can be resumed', async () => {
    const { client, sandbox } = stage();
    const journal = memoryJournal();
    const controller = new AbortController();
    const plan = await planAnnotations(client, many(20));
    const { report, error } = await attempt(() =>
      applyPlan(client, plan, {
        ...quick,
        chunkSize: 2,
        lanes: 1,
        journal,
        signal: controller.signal,
        onProgress: ({ written }) => {
          if (written >= 4) controller.abort(new Error('Ctrl-C'));
        },
      }),
    );
    expect(report?.stopped).toBe('it was cancelled');
    expect(error?.cause).toEqual(new Error('Ctrl-C'));
    expect(report?.counts.unknown).toBe(0);
    expect(report?.counts.written).toBeGreaterThanOrEqual(4);
    expect(report?.counts.unsent).toBeGreaterThan(0);
    await expectAgreement(sandbox, plan, report!, new Map());
    const resumed = await resumeRun(client, journal, quick);
    expect(resumed?.counts.written).toBe(20);
    expect(await resumeRun(client, journal, quick)).toBeUndefined();
  });

  it('gives up when the server has gone, and says what is known', async () => {
    for (const fault of ['cut', 'status'] as const) {
      const { client, sandbox } = stage();
      const plan = await planAnnotations(client, many(6));
      sandbox.faults.add({
        path: writePath,
        fault,
        ...(fault === 'status' ? { status: 503 } : {}),
      });
      if (fault === 'cut') sandbox.faults.add({ path: readPath, skip: 3, fault });
      const { report, error } = await attempt(() =>
        applyPlan(client, plan, { ...quick, chunkSize: 2, lanes: 1 }),
      );
      expect(report?.counts.written).toBe(0);
      expect(error?.cause).toMatchObject({ code: fault === 'cut' ? 'network' : 'server' });
      expect(report?.counts[fault === 'cut' ? 'unknown' : 'unsent']).toBeGreaterThan(0);
      expect(report!.counts.unknown + report!.counts.unsent).toBe(6);
    }
  });

  it('waits as long as the server asks, and no longer than a minute', async () => {
    const { client, sandbox } = stage();
    const plan = await planAnnotations(client, many(2));
    const waits: number[] = [];
    const wait = async (milliseconds: number) => void waits.push(milliseconds);
    sandbox.faults.add({
      path: writePath,
      fault: 'status',
      status: 429,
      headers: { 'retry-after': '7' },
      count: 1,
    });
    const report = await applyPlan(client, plan, { wait });
    expect(report.counts.written).toBe(2);
    expect(Math.max(...waits)).toBe(7000);
    const more = await planAnnotations(client, many(2, { note: 'n' }));
    sandbox.faults.add({
      path: writePath,
      fault: 'status',
      status: 429,
      headers: { 'retry-after': '600' },
      count: 1,
    });
    const { report: stopped } = await attempt(() => applyPlan(client, more, { wait }));
    expect(stopped?.counts.unsent).toBe(2);
  });

  it('isolates a body that breaks the connection each time', async () => {
    const { sandbox } = stage();
    const fetch: typeof globalThis.fetch = async (url, init) => {
      if (init?.method === 'POST' && /"bodyid":13,/.test(String(init.body)))
        throw new TypeError('fetch failed');
      return sandbox.fetch(url, init);
    };
    const client = clientOf(sandbox, 'wren', { fetch });
    const plan = await planAnnotations(client, many(40));
    const { report } = await attempt(() =>
      applyPlan(client, plan, { ...quick, lanes: 1, chunkSize: 20 }),
    );
    expect(report?.counts).toMatchObject({ written: 39, unknown: 1, unsent: 0 });
    expect(report?.bodies[12]?.outcome).toBe('unknown');
  });

  it.each<[string, Fault]>([
    [
      'refuses one record',
      {
        upstream: true,
        target: 'dvid',
        method: 'POST',
        fault: 'status',
        status: 400,
        body: 'no',
        count: 1,
        skip: 7,
      },
    ],
    [
      'fails at one record',
      {
        upstream: true,
        target: 'dvid',
        method: 'POST',
        fault: 'status',
        status: 500,
        body: 'Panic',
        count: 1,
        skip: 7,
      },
    ],
    [
      'loses the connection at one record',
      { upstream: true, target: 'dvid', method: 'POST', fault: 'cut', count: 1, skip: 7 },
    ],
    [
      'loses it after the record',
      {
        upstream: true,
        target: 'dvid',
        method: 'POST',
        fault: 'cut',
        effect: true,
        count: 1,
        skip: 7,
      },
    ],
  ])('writes all others, and this one again, when DVID %s', async (_, fault) => {
    const { client, sandbox } = stage();
    const plan = await planAnnotations(client, many(20));
    sandbox.faults.add(fault);
    const { report } = await attempt(() => applyPlan(client, plan, quick));
    expect(report?.counts.written).toBe(20);
    expect((await held(sandbox)).size).toBe(20);
  });

  it('does not care what time the server has', async () => {
    const { client, sandbox } = stage({ records: [stamped({ bodyid: 1, type: 'A' })] });
    const journal = memoryJournal();
    const before = await held(sandbox);
    const clocks = ['1999-12-31T23:59:59Z', '2099-01-01T00:00:00Z', '2000-02-29T12:00:00Z'];
    const jumping = clientOf(sandbox, 'wren', {
      fetch: (url, init) => {
        sandbox.clock.set(clocks[sandbox.requests.length % 3] as string);
        return sandbox.fetch(url, init);
      },
    });
    const plan = await planAnnotations(jumping, many(9), { overwrite: ['type'] });
    const report = await applyPlan(jumping, plan, { ...quick, chunkSize: 2, journal });
    expect(report.counts.written).toBe(9);
    const undo = await planUndo(jumping, await journal.read(report.run as string));
    expect((await applyPlan(jumping, undo, { ...quick, chunkSize: 2 })).counts.written).toBe(9);
    expect(await held(sandbox)).toEqual(before);
    expect(client.dataset).toBe('MB');
  });

  it('reports progress', async () => {
    const { client } = stage();
    const plan = await planAnnotations(client, many(30));
    const seen: [string, number, number][] = [];
    await applyPlan(client, plan, {
      ...quick,
      chunkSize: 10,
      onProgress: ({ phase, done, total }) => seen.push([phase, done, total]),
    });
    expect(seen.at(0)?.[2]).toBe(30);
    expect(seen.at(-1)).toEqual(['verify', 30, 30]);
  });
});

function failAfter(entries: number, type: JournalEntry['type']) {
  const sent = new Set<unknown>();
  const store = memoryJournal();
  let left = entries;
  let failed = false;
  return {
    sent,
    store: {
      ...store,
      begin: async (plan) => {
        const journal = await store.begin(plan);
        return {
          ...journal,
          append: async (entry: JournalEntry) => {
            failed ||= entry.type === type && left-- <= 0;
            if (failed) throw new Error('no space left on device');
            if (entry.type === 'sending') for (const bodyid of entry.bodies) sent.add(bodyid);
            await journal.append(entry);
          },
        };
      },
    } satisfies JournalStore,
  };
}

describe('deletes', () => {
  const records = [
    stamped({ bodyid: 1, type: 'A', user: 'me', list: [1, 2] }),
    stamped({ bodyid: 2, type: 'B' }),
    { bodyid: 3, odd_user: 'x', odd_time: time },
  ];

  it('take records away, with ghosts and all, and can be undone', async () => {
    const { client, sandbox } = stage({ records });
    const before = await held(sandbox);
    const journal = memoryJournal();
    const plan = await planDeletes(client, [1, '2', 3, 9]);
    expect(plan.notices.map(({ message }) => message)).toContain(
      '3 values were set by others than wren@example.org',
    );
    const report = await applyPlan(client, plan, { ...quick, journal });
    expect(report.bodies.map(({ outcome }) => outcome)).toEqual([
      'written',
      'written',
      'written',
      'same',
    ]);
    expect((await held(sandbox)).size).toBe(0);
    const undo = await planUndo(client, await journal.read(report.run as string));
    const undone = await applyPlan(client, undo, { ...quick, journal });
    expect(undone.counts.written).toBe(3);
    expect(await held(sandbox)).toEqual(before);
    const again = await planUndo(client, await journal.read(undone.run as string));
    await applyPlan(client, again, quick);
    expect((await held(sandbox)).size).toBe(0);
  });

  it('leave alone a record that has changed since, and stop when the dataset moves on', async () => {
    const { client, sandbox, as } = stage({ records });
    const plan = await planDeletes(client, [1, 2, 3]);
    await setAnnotations(as('wim'), { bodyid: 2, note: 'n' }, quick);
    const report = await applyPlan(client, plan, quick);
    expect(report.bodies.map(({ outcome }) => outcome)).toEqual(['written', 'conflict', 'written']);
    const other = await planDeletes(client, [2]);
    const moved = clientOf(sandbox, 'wren', {
      fetch: async (url, init) => {
        const response = await sandbox.fetch(url, init);
        const asked = String(url).endsWith('/v2/datasets/MB');
        if (asked && movedOn++ >= 2)
          return new Response((await response.text()).replace(head, old), response);
        return response;
      },
    });
    let movedOn = 0;
    const { report: stopped } = await attempt(() => applyPlan(moved, other, quick));
    expect(stopped?.bodies[0]?.outcome).toBe('unsent');
    expect(stopped?.stopped).toContain(`the dataset has moved on to version ${old}`);
    expect((await held(sandbox)).has('2')).toBe(true);
  });

  it('count as overwrites, and go to the dataset’s own version only', async () => {
    const { client } = stage({ records });
    const plan = await planDeletes(client, [1, 2], { maxOverwrites: 2 });
    await expect(applyPlan(client, plan, quick)).rejects.toThrow(
      '4 existing values would be replaced or cleared, and at most 2 may be',
    );
    await expect(planDeletes(client, [1], { version: 'v0.1' })).rejects.toThrow(
      'A delete goes to the version that dataset MB names',
    );
  });
});

describe('planUndo', () => {
  const records = [
    stamped({ bodyid: 1, type: 'A', side: 'L' }),
    {
      bodyid: 2,
      type: 'B',
      type_user: 7,
      type_time: time,
      gone_user: 'wim@example.org',
      gone_time: time,
    },
    stamped({ bodyid: 3, type: 'C', note: '' }),
  ];
  const input = [
    { bodyid: 1, type: 'A2', side: null },
    { bodyid: 2, type: 'B2', gone: 'back' },
    { bodyid: 3, note: 'n', type: 'C2' },
    { bodyid: 4, type: 'D' },
    { bodyid: 5, type: 'E' },
  ];
  const run = async () => {
    const { client, sandbox, as } = stage({ records });
    const journal = memoryJournal();
    const before = await held(sandbox);
    const report = await setAnnotations(client, input, {
      ...quick,
      journal,
      overwrite: ['type', 'side'],
    });
    return { client, sandbox, as, journal, before, id: report.run as string };
  };

  it('names the stamp that cannot be given back', async () => {
    const { client, journal, id, sandbox, before } = await run();
    const plan = await planUndo(client, await journal.read(id));
    expect(
      plan.notices.filter(({ kind }) => kind === 'unrestorable').map(({ message }) => message),
    ).toEqual([
      'body 2: type_user was 7, which is no text and cannot be given back; it is left out',
    ]);
    await applyPlan(client, plan, quick);
    const { type_user: _, ...second } = before.get('2') ?? {};
    expect(await held(sandbox)).toEqual(new Map(before).set('2', second));
  });

  it('leaves what others have changed since', async () => {
    const { client, as, journal, id, sandbox } = await run();
    await setAnnotations(
      as('wim'),
      [
        { bodyid: 1, type: 'W' },
        { bodyid: 4, note: 'more' },
      ],
      { ...quick, overwrite: ['type'] },
    );
    const plan = await planUndo(client, await journal.read(id));
    const conflicts = plan.bodies.flatMap(({ bodyid, changes }) =>
      changes
        .filter(({ verdict }) => verdict === 'conflict')
        .map(({ field, reason }) => [bodyid, field, reason]),
    );
    expect(conflicts).toEqual([
      [
        1,
        'type',
        'changed since the run: it wrote "A2", and "W", set by wim@example.org on 2026-05-05T05:05:05Z, stands there',
      ],
    ]);
    const report = await applyPlan(client, plan, quick);
    expect(report.left.conflict).toBe(1);
    const now = await held(sandbox);
    expect(now.get('1')).toMatchObject({ type: 'W', side: 'L', side_time: time });
    expect(now.get('4')).toMatchObject({ note: 'more', note_user: 'wim@example.org' });
    expect(now.get('4')).not.toHaveProperty('type_user');
    expect(now.has('5')).toBe(false);
  });

  it('takes back single fields and bodies', async () => {
    const { client, journal, id, sandbox } = await run();
    const record = await journal.read(id);
    await applyPlan(
      client,
      await planUndo(client, record, { fields: ['type'], bodies: ['1'] }),
      quick,
    );
    const now = await held(sandbox);
    expect(now.get('1')).toMatchObject({ type: 'A', type_time: time });
    expect(now.get('1')).not.toHaveProperty('side');
    expect(now.get('3')?.type).toBe('C2');
    await expect(planUndo(client, record, { bodies: [77] })).rejects.toThrow('has no body 77');
    await expect(planUndo(client, record, { fields: ['nose'] })).rejects.toThrow(
      'did not write a field nose. It wrote: gone, note, side, type.',
    );
  });

  it('takes an added body away when all of its fields are named, and keeps it otherwise', async () => {
    const { client, sandbox } = stage();
    const journal = memoryJournal();
    const { run: id = '' } = await setAnnotations(
      client,
      [
        { bodyid: 1, type: 'A' },
        { bodyid: 2, type: 'A', side: 'L' },
      ],
      { ...quick, journal },
    );
    const plan = await planUndo(client, await journal.read(id), { fields: ['type'] });
    expect(plan.bodies.map(({ action }) => action)).toEqual(['delete', 'write']);
    expect(plan.notices.filter(({ kind }) => kind === 'unrestorable')).toEqual([]);
    await applyPlan(client, plan, quick);
    const now = await held(sandbox);
    expect([...now.keys()]).toEqual(['2']);
    expect(now.get('2')).toMatchObject({ side: 'L', side_user: 'wren@example.org' });
    expect(now.get('2')).not.toHaveProperty('type_user');
  });

  it('can be taken back itself', async () => {
    const { client, journal, id, sandbox } = await run();
    const written = await held(sandbox);
    const undo = await applyPlan(client, await planUndo(client, await journal.read(id)), {
      ...quick,
      journal,
    });
    const redo = await planUndo(client, await journal.read(undo.run as string));
    expect(redo.undoes).toBe(undo.run);
    await applyPlan(client, redo, quick);
    expect(await held(sandbox)).toEqual(written);
    // A second time there is nothing left to take back.
    const idle = await planUndo(client, await journal.read(undo.run as string));
    expect(idle.bodies.every(({ changes }) => changes.length === 0)).toBe(true);
  });

  it('refuses a run of another dataset, and one that goes on', async () => {
    const { client, journal, id } = await run();
    const record = await journal.read(id);
    await expect(planUndo(client, { ...record, dataset: 'CNS' })).rejects.toThrow(
      'wrote to dataset CNS',
    );
    await expect(planUndo(client, { ...record, state: 'running' })).rejects.toThrow(
      'is still going on',
    );
  });
});

it('refuses to resume with the token of somebody else, and elsewhere', async () => {
  const { client, sandbox, as } = stage();
  const journal = memoryJournal();
  const plan = await planAnnotations(client, many(4));
  sandbox.faults.add({ path: writePath, fault: 'status', status: 503, count: 5 });
  await expect(applyPlan(client, plan, { ...quick, journal })).rejects.toBeInstanceOf(
    WriteIncompleteError,
  );
  await expect(resumeRun(as('wim'), journal, quick)).rejects.toThrow(
    "Run run-1 was started by wren@example.org, and this token is wim@example.org's.",
  );
  await expect(resumeRun({ ...client, dataset: 'CNS' }, journal, quick)).rejects.toThrow(
    'The plan is for dataset MB',
  );
  expect((await resumeRun(client, journal, quick))?.counts.written).toBe(4);
  expect((await instance(sandbox)).records).toHaveLength(4);
});

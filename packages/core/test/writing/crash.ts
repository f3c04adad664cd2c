import { expect } from 'vitest';
import { parseJson } from '../../src/integers/parseJson.js';
import { stringifyJson } from '../../src/integers/stringifyJson.js';
import { applyPlan } from '../../src/writing/apply/applyPlan.js';
import { planDeletes } from '../../src/writing/delete/planDeletes.js';
import type { JournalEntry, JournalStore } from '../../src/writing/Journal.js';
import { toRunRecord, toRunSummary } from '../../src/writing/journal/toRunRecord.js';
import type { Plan } from '../../src/writing/Plan.js';
import { planAnnotations } from '../../src/writing/planAnnotations.js';
import { resumeRun } from '../../src/writing/resume/resumeRun.js';
import { setAnnotations } from '../../src/writing/setAnnotations.js';
import { planUndo } from '../../src/writing/undo/planUndo.js';
import { expectAgreement } from './journey.js';
import { clientOf, held, quick, stage, stamped } from './stage.js';

/** What survives the end of a process: the plan and whole lines. */
function disk() {
  const runs: { id: string; plan: string; lines: string[] }[] = [];
  const store = (alive: () => Promise<void>): JournalStore => {
    const find = (id: string) => {
      const run = runs.find((candidate) => candidate.id === id);
      if (!run) throw new Error(`no run ${id}`);
      return run;
    };
    const open = (id: string) => ({
      run: id,
      append: async (entry: JournalEntry) => {
        await alive();
        find(id).lines.push(stringifyJson(entry));
        await alive();
      },
      close: async () => {},
    });
    const read = (id: string) => {
      const { plan, lines } = find(id);
      const entries = lines.map((line) => parseJson(line) as JournalEntry);
      return toRunRecord(id, parseJson(plan) as Plan, entries, { held: false });
    };
    return {
      begin: async (plan) => {
        await alive();
        const id = `run-${runs.length + 1}`;
        runs.push({ id, plan: stringifyJson(plan), lines: [] });
        await alive();
        return open(id);
      },
      reopen: async (id) => open(id),
      read: async (id) => read(id),
      list: async () => runs.map(({ id }) => toRunSummary(read(id))).reverse(),
    };
  };
  return store;
}

/** Lives for so many steps, then nothing it awaits ever comes back. */
function mortal(steps: number) {
  let left = steps;
  let died: () => void = () => {};
  const death = new Promise<'died'>((resolve) => {
    died = () => resolve('died');
  });
  return {
    death,
    alive: (): Promise<void> => {
      if (left-- > 0) return Promise.resolve();
      died();
      return new Promise(() => {});
    },
  };
}

const old = Array.from({ length: 6 }, (_, index) =>
  stamped({ bodyid: index + 1, type: 'old', side: 'L' }),
);
const input = Array.from({ length: 12 }, (_, index) => ({
  bodyid: index + 1,
  type: `T${index}`,
  ...(index % 3 === 0 ? { side: null } : {}),
}));

/**
 * A run whose process dies after so many steps (each request and each line of the journal counts before
 * and after); then somebody else writes, then the run is resumed, and undone.
 *
 * @returns whether it died at all.
 */
export async function crashAt(
  steps: number,
  kind: 'write' | 'delete' | 'undo' = 'write',
): Promise<boolean> {
  const { sandbox, client, as } = stage({ records: old });
  let clock = Date.parse('2026-06-06T06:00:00Z');
  const tick = () => {
    clock += 1000;
    sandbox.clock.set(new Date(clock));
  };
  const store = disk();
  const immortal = store(async () => {});
  const options = { ...quick, chunkSize: 2, lanes: 3 };

  const first = await held(sandbox);
  let plan = await planAnnotations(client, input, { overwrite: ['type', 'side'] });
  if (kind === 'delete') plan = await planDeletes(client, [1, 2, 3, 4, 5, 6]);
  if (kind === 'undo') {
    const report = await applyPlan(client, plan, { ...options, journal: immortal });
    plan = await planUndo(client, await immortal.read(report.run as string));
  }
  const before = await held(sandbox);

  const { alive, death } = mortal(steps);
  const dying = clientOf(sandbox, 'wren', {
    fetch: async (url, init) => {
      await alive();
      if (init?.method !== 'GET') tick();
      const response = await sandbox.fetch(url, init);
      await alive();
      return response;
    },
  });
  const applied = applyPlan(dying, plan, { ...options, journal: store(alive) }).then(() => 'ended');
  if ((await Promise.race([applied, death])) === 'ended') return false;
  // What was on its way arrives without its sender.
  await new Promise((resolve) => setImmediate(resolve));
  const atDeath = await held(sandbox);

  // Another writer comes by: to one body in the plan, and to one beside it.
  tick();
  await setAnnotations(
    as('wim'),
    [
      { bodyid: 2, type: 'wim was here' },
      { bodyid: 99, type: 'wim' },
    ],
    { ...quick, overwrite: ['type'] },
  );
  tick();
  const [run] = await immortal.list();
  const started = run !== undefined && (kind !== 'undo' || run.kind === 'undo');
  if (!started) {
    // Not on record, so nothing may have been sent.
    expect(atDeath).toEqual(before);
    return true;
  }
  const between = await held(sandbox);
  const report = await resumeRun(client, immortal, options);
  if (report)
    await expectAgreement(sandbox, plan, report, between, kind === 'delete' ? 2 : undefined);
  expect((await immortal.read(run.id)).state).toBe('finished');

  const now = await held(sandbox);
  expect(now.get('2')).toMatchObject({ type: 'wim was here', type_user: 'wim@example.org' });
  expect(now.get('99')?.type).toBe('wim');
  for (const { bodyid, action, changes } of plan.bodies) {
    if (bodyid === 2) continue;
    const record = now.get(String(bodyid));
    if (action === 'delete') {
      expect(record, `body ${bodyid}`).toBeUndefined();
      continue;
    }
    for (const { field, after } of changes) {
      expect(record?.[field], `body ${bodyid} ${field}`).toEqual(after);
      // What was there already was not written a second time.
      const seen = atDeath.get(String(bodyid));
      if (seen && seen[`${field}_time`] !== before.get(String(bodyid))?.[`${field}_time`]) {
        expect(record?.[`${field}_time`], `body ${bodyid} ${field}`).toBe(seen[`${field}_time`]);
      }
    }
  }
  if (kind === 'write') {
    const undo = await planUndo(client, await immortal.read(run.id));
    await applyPlan(client, undo, options);
    const undone = await held(sandbox);
    for (const [bodyid, record] of first) {
      if (bodyid === '2') continue;
      expect(undone.get(bodyid), `body ${bodyid} after undo`).toEqual(record);
    }
    for (const bodyid of ['7', '8', '12']) expect(undone.has(bodyid)).toBe(false);
  }
  return true;
}

/** More steps than any of these runs has. */
export const mostSteps = 400;

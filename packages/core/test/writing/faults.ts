import type { Fault } from '@clio/sandbox';
import { expect } from 'vitest';
import { memoryJournal } from '../../src/writing/journal/memoryJournal.js';
import { planAnnotations } from '../../src/writing/planAnnotations.js';
import { resumeRun } from '../../src/writing/resume/resumeRun.js';
import { planUndo } from '../../src/writing/undo/planUndo.js';
import { apply, attempt, expectAgreement, expectTyped } from './journey.js';
import { clientOf, faults, held, instance, quick, stage, stamped } from './stage.js';

const records = [
  stamped({ bodyid: 1, type: 'A', side: 'L' }),
  stamped({ bodyid: 2, type: 'B', note: 'bare' }, 'wim@example.org'),
  { bodyid: 3, type: 'no stamps' },
  stamped({ bodyid: 4, class: 'c' }),
];
const input = [
  { bodyid: 1, type: 'A2', side: null },
  { bodyid: 2, note: null, class: 'x' },
  { bodyid: 3, type: 'stamped now' },
  { bodyid: 4, type: 'D' },
  { bodyid: 5, type: 'E' },
];

/** Requests to clio-store that a whole journey makes without faults, one after another. */
export const journeyRequests = 40;
export const faultNames = Object.keys(faults);

/**
 * Plan, apply, resume as long as it takes, undo, resume the undo; with one fault in one request. Each
 * step ends well or with a typed error, each report agrees with the server, and in the end the server
 * holds what it held at first.
 *
 * @returns how many requests went to clio-store.
 */
export async function faultyJourney(
  name: string,
  skip: number,
  more: Partial<Fault> = {},
): Promise<number> {
  const { sandbox } = stage({ records });
  const client = clientOf(sandbox, 'wren', { timeout: 400 });
  const first = await held(sandbox);
  const journal = memoryJournal();
  sandbox.faults.add({ target: 'clio', skip, count: 1, ...faults[name], ...more } as Fault);

  const patiently = async <T>(step: () => Promise<T>): Promise<T> => {
    for (let attempts = 0; ; attempts++) {
      try {
        return await step();
      } catch (error) {
        expectTyped(error);
        if (attempts === 3) throw error;
      }
    }
  };
  const finish = async (plan: Awaited<ReturnType<typeof planAnnotations>>) => {
    const before = await held(sandbox);
    const { report } = await patiently(() => apply(client, plan, { journal }));
    if (!report) throw new Error('no report');
    await expectAgreement(sandbox, plan, report, before);
    const run = report.run as string;
    for (let round = 0; round < 4; round++) {
      if ((await journal.read(run)).state === 'finished') break;
      const resumed = await patiently(() =>
        attempt(() => resumeRun(client, journal, { ...quick, chunkSize: 2, run })),
      );
      if (resumed.report) await expectAgreement(sandbox, plan, resumed.report, before);
    }
    return journal.read(run);
  };

  const plan = await patiently(() =>
    planAnnotations(client, input, { overwrite: ['type', 'side', 'note'] }),
  );
  const run = await finish(plan);
  expect(run.state).toBe('finished');
  expect(run.counts).toMatchObject({ written: 5, failed: 0, conflict: 0 });
  const written = await held(sandbox);
  expect(written.get('1')).toMatchObject({ type: 'A2', type_user: 'wren@example.org' });
  expect(written.get('1')?.side).toBeUndefined();
  expect(written.get('5')?.type).toBe('E');

  const undo = await patiently(() => planUndo(client, run));
  const undone = await finish(undo);
  expect(undone.state).toBe('finished');
  const { records: after, deleted } = await instance(sandbox);
  expect(new Map(after.map((record) => [String(record.bodyid), record]))).toEqual(first);
  expect(deleted).toEqual([5]);
  return sandbox.requests.filter(({ target }) => target === 'clio').length;
}

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { allCells, type Cell, failures, stages, tryCells } from '../src/faultyRuns.js';
import { seeded } from '../src/seeded.js';

// The sandbox tells of what its own server makes of a broken answer of DVID.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());
const cells = await allCells();

// All steps are in the long test; here each failure meets each stage once.
it.each(stages)('each failure in some step of: %s', async (stage) => {
  const random = seeded(stages.indexOf(stage));
  const groups = Object.keys(failures).map((failure) => {
    const fitting = cells.filter((cell) => cell.stage === stage && cell.failure === failure);
    return [fitting[Math.floor(random() * fitting.length)] as Cell];
  });
  expect(await tryCells(groups)).toEqual([]);
});

it('knows the steps of each stage', () => {
  const steps = (stage: string) =>
    new Set(
      cells
        .filter((cell) => cell.stage === stage)
        .map(({ at: { target, method } }) => `${method} ${target}`),
    );
  expect([...steps('plan')]).toEqual(['GET clio', 'GET dvid']);
  for (const stage of ['apply', 'resume', 'undo', 'undo of a delete'])
    expect([...steps(stage)]).toEqual(expect.arrayContaining(['POST clio', 'POST dvid']));
  for (const stage of ['delete', 'resume of a delete'])
    expect([...steps(stage)]).toEqual(expect.arrayContaining(['DELETE clio', 'DELETE dvid']));
});

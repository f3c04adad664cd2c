import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { allCells, type Cell, stages, tryCells } from '../src/faultyRuns.js';
import { seeded } from '../src/seeded.js';

// The sandbox tells of what its own server makes of a broken answer of DVID.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());
const cells = await allCells();

it.each(stages)(
  'every failure in every step of: %s',
  async (stage) => {
    const groups = cells.filter((cell) => cell.stage === stage).map((cell) => [cell]);
    expect(await tryCells(groups)).toEqual([]);
  },
  1_800_000,
);

it('several failures in one journey', async () => {
  const random = seeded(20_261);
  const pick = () => cells[Math.floor(random() * cells.length)] as Cell;
  const groups = Array.from({ length: 300 }, () => [pick(), pick(), pick(), pick()]);
  expect(await tryCells(groups)).toEqual([]);
}, 1_800_000);

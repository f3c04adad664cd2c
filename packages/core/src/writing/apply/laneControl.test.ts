import { expect, it } from 'vitest';
import { createLaneControl } from './laneControl.js';

/** Runs chunks against a server with so many lanes, in model time; returns the limits on the way. */
function simulate(
  serverLanes: number,
  max: number,
  chunks: number,
  overloads: readonly number[] = [],
) {
  const control = createLaneControl(max);
  const limits: number[] = [];
  const busy: number[] = [];
  const serverFree = Array.from({ length: serverLanes }, () => 0);
  let now = 0;
  let done = 0;
  while (done < chunks) {
    while (busy.length < control.limit) {
      control.sent(now);
      // A chunk waits for a lane of the server, and takes 100 ms in it.
      const lane = serverFree.indexOf(Math.min(...serverFree));
      const end = Math.max(now, serverFree[lane] as number) + 100;
      serverFree[lane] = end;
      busy.push(end);
    }
    busy.sort((a, b) => a - b);
    now = busy.shift() as number;
    if (overloads.includes(done)) control.overloaded(now);
    else control.arrived(50, now);
    done++;
    limits.push(control.limit);
  }
  return { limits, now };
}

it('begins with one lane, and doubles while it pays', () => {
  const { limits } = simulate(8, 8, 100);
  expect(limits[0]).toBe(1);
  expect(limits.at(-1)).toBe(8);
  expect(limits.indexOf(8)).toBeLessThan(12);
});

it('goes back to one lane where the server has one', () => {
  const { limits, now } = simulate(1, 8, 100);
  expect(limits.at(-1)).toBe(1);
  expect(Math.max(...limits)).toBe(2);
  expect(now).toBe(10_000);
});

it('stays at what the server has', () => {
  expect(simulate(4, 8, 100).limits.at(-1)).toBe(4);
  expect(simulate(8, 3, 100).limits.at(-1)).toBe(3);
  expect(simulate(8, 1, 20).limits.at(-1)).toBe(1);
});

it('tries more again, ever more seldom, where it did not pay', () => {
  const { limits } = simulate(1, 8, 400);
  const tries = limits.filter((limit, index) => limit === 2 && limits[index - 1] === 1).length;
  expect(tries).toBeGreaterThan(2);
  expect(tries).toBeLessThan(6);
});

it('halves when the server is overloaded, and tries more again when it is calm', () => {
  const { limits } = simulate(8, 8, 120, [50]);
  expect(limits[49]).toBe(8);
  expect(limits[50]).toBe(4);
  expect(limits[60]).toBe(4);
  expect(limits.at(-1)).toBe(8);
  expect(simulate(8, 8, 60, [50, 51, 52, 53, 54]).limits[54]).toBe(1);
});

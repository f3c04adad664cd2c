import { expect, test } from 'vitest';
import { createClock } from './clock.js';

function counting() {
  let time = Date.parse('2026-01-01T00:00:00Z');
  return { tick: (ms: number) => (time += ms), base: () => new Date(time) };
}

test('a clock runs with its base, ahead of it once advanced', () => {
  const { tick, base } = counting();
  const clock = createClock(base);
  clock.advance(60_000);
  tick(1000);
  expect(clock.now().toISOString()).toBe('2026-01-01T00:01:01.000Z');
});

test('a clock that was set stands still, and moves only when advanced', () => {
  const { tick, base } = counting();
  const clock = createClock(base);
  clock.set('2030-06-01T12:00:00+02:00');
  tick(5000);
  expect(clock.now().toISOString()).toBe('2030-06-01T10:00:00.000Z');
  expect(clock.advance(1500).toISOString()).toBe('2030-06-01T10:00:01.500Z');
});

test('reset goes back to the base', () => {
  const { base } = counting();
  const clock = createClock(base);
  clock.set('2030-06-01T12:00:00Z');
  clock.advance(1);
  expect(clock.reset()).toEqual(base());
});

test.each(['2026-01-01', 'tomorrow', '2026-13-01T00:00:00Z', '', '2026-01-01T00:00:00'])(
  'refuses the time %j',
  (time) => {
    expect(() => createClock(counting().base).set(time)).toThrow(/^\/now is no RFC 3339 time/);
  },
);

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300])(
  'refuses to advance by %d',
  (milliseconds) => {
    expect(() => createClock(counting().base).advance(milliseconds)).toThrow(/^\/advanceMs/);
  },
);

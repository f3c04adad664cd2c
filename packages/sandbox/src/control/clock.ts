import { SandboxError } from '../SandboxError.js';

/** The time in a sandbox: provenance, expiry and caches follow it; delays of faults do not. */
export interface SandboxClock {
  now(): Date;
  /** Stands still at this time until it is set or advanced again. */
  set(now: Date | string): Date;
  /** Moves on by so many milliseconds; a clock that runs goes on running. */
  advance(milliseconds: number): Date;
  /** Goes back to what the clock was at the start. */
  reset(): Date;
}

/** Farthest that a `Date` reaches, in milliseconds from 1970. */
const farthest = 8.64e15;
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** A clock on top of another. */
export function createClock(base: () => Date): SandboxClock {
  let ahead = 0;
  let still: number | undefined;
  const now = () => new Date(still ?? base().getTime() + ahead);
  return {
    now,
    set(time) {
      still = toTime(time).getTime();
      return now();
    },
    advance(milliseconds) {
      const next = now().getTime() + milliseconds;
      if (!Number.isFinite(milliseconds) || Math.abs(next) > farthest) {
        throw new SandboxError('is no number of milliseconds to advance by', '/advanceMs');
      }
      if (still !== undefined) still = next;
      else ahead += milliseconds;
      return now();
    },
    reset() {
      ahead = 0;
      still = undefined;
      return now();
    },
  };
}

/** @throws SandboxError for what is no RFC 3339 time */
export function toTime(value: Date | string): Date {
  const time =
    typeof value === 'string' ? new Date(rfc3339.test(value) ? value : Number.NaN) : value;
  if (Number.isNaN(time.getTime())) {
    throw new SandboxError('is no RFC 3339 time such as "2026-01-31T09:00:00Z"', '/now');
  }
  return time;
}

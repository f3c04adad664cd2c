import { checkFaults } from './checkFaults.js';
import type { Fault } from './Fault.js';
import { pathGlob } from './pathGlob.js';
import { seededRandom } from './seededRandom.js';

/** The faults of a sandbox, in the order in which they are tried. */
export interface FaultList {
  /** What is left: a fault whose `count` is used up is gone. */
  readonly list: readonly Fault[];
  /**
   * Adds one or several behind the others.
   *
   * @throws SandboxError with the JSON pointer of what is wrong; then none is added
   */
  add(faults: Fault | readonly Fault[]): void;
  clear(): void;
}

/** A request, as far as a fault looks at it. */
export interface Aim {
  readonly target: 'clio' | 'dvid';
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** Sent by clio-store itself. */
  readonly upstream: boolean;
}

interface Armed {
  readonly fault: Fault;
  readonly fits: (aim: Aim) => boolean;
  readonly random: () => number;
  skip: number;
  left: number;
}

/** An empty list; `random` decides where a fault has a `probability` and no `seed`. */
export function createFaultList(
  random: () => number,
): FaultList & { take(aim: Aim): Fault | undefined } {
  let armed: Armed[] = [];

  return {
    get list() {
      return armed.map(({ fault, skip, left }) => ({
        ...fault,
        ...(fault.count === undefined ? {} : { count: left }),
        ...(fault.skip === undefined ? {} : { skip }),
      }));
    },
    add(faults) {
      const added = checkFaults(faults).filter(({ count }) => count !== 0);
      armed = [...armed, ...added.map((fault) => arm(fault, random))];
    },
    clear() {
      armed = [];
    },
    /** The fault that applies to a request, counted as used. */
    take(aim) {
      for (const one of armed) {
        if (!one.fits(aim)) continue;
        if (one.skip > 0) {
          one.skip--;
          continue;
        }
        if (one.fault.probability !== undefined && one.random() >= one.fault.probability) continue;
        if (--one.left <= 0) armed = armed.filter((other) => other !== one);
        return one.fault;
      }
      return undefined;
    },
  };
}

function arm(fault: Fault, random: () => number): Armed {
  const method = fault.method?.toUpperCase();
  const path = fault.path === undefined ? undefined : pathGlob(fault.path);
  return {
    fault,
    fits: (aim) =>
      (fault.upstream ?? false) === aim.upstream &&
      (fault.target === undefined || fault.target === aim.target) &&
      (method === undefined || method === aim.method.toUpperCase()) &&
      (path === undefined || path(aim.path.split('?', 1)[0] ?? '')),
    random: fault.seed === undefined ? random : seededRandom(fault.seed),
    skip: fault.skip ?? 0,
    left: fault.count ?? Number.POSITIVE_INFINITY,
  };
}

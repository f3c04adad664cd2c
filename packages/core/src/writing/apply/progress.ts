import type { ApplyOptions } from '../ApplyOptions.js';
import type { Plan } from '../Plan.js';
import { steadyNow } from './RunContext.js';
import type { RunState } from './RunState.js';

/** Keeps the caller told how far a run is. */
export interface Progress {
  settled(): void;
  lanes(lanes: number): void;
  verifying(): void;
  checked(bodies: number): void;
}

/** The rate counts what was settled in so many milliseconds. */
const span = 5000;

export function createProgress(
  plan: Plan,
  { onProgress }: Pick<ApplyOptions, 'onProgress'>,
  state: () => RunState,
): Progress {
  let lanes = 1;
  let phase: 'write' | 'verify' = 'write';
  let checked = 0;
  const recent: { at: number; done: number }[] = [];

  const tell = () => {
    if (!onProgress) return;
    const { outcomes, journal } = state();
    let written = 0;
    let done = 0;
    for (const { outcome } of outcomes.values()) {
      if (outcome === 'written') written++;
      if (outcome !== 'unsent') done++;
    }
    const at = steadyNow();
    recent.push({ at, done: phase === 'write' ? done : checked });
    while (recent.length > 2 && (recent[0]?.at ?? at) < at - span) recent.shift();
    const first = recent[0] ?? { at, done };
    const progressed = (recent.at(-1)?.done ?? 0) - first.done;
    const rate = at > first.at ? (progressed / (at - first.at)) * 1000 : 0;
    const left = phase === 'write' ? plan.bodies.length - done : written - checked;
    onProgress({
      phase,
      done,
      total: plan.bodies.length,
      written,
      rate,
      remaining: rate > 0 ? (left / rate) * 1000 : undefined,
      lanes,
      run: journal?.run,
    });
  };

  return {
    settled: tell,
    lanes(count) {
      lanes = count;
    },
    verifying() {
      phase = 'verify';
      recent.length = 0;
      tell();
    },
    checked(bodies) {
      checked += bodies;
      tell();
    },
  };
}

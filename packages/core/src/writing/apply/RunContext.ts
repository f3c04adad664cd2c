import type { DatasetClient } from '../../client/Client.js';
import type { BodyId } from '../../integers/BodyId.js';
import type { RecordWithStamps } from '../diff/fieldState.js';
import { fetchRecords } from '../facts/fetchRecords.js';
import { words } from './classifyFailure.js';
import type { RunState } from './RunState.js';

/** What all steps of a run share. */
export interface RunContext {
  readonly client: DatasetClient;
  readonly state: RunState;
  readonly chunkSize: number;
  readonly lanes: number;
  readonly attempts: number;
  /** Ends waits, and lets nothing more be sent. */
  readonly signal: AbortSignal | undefined;
  /** Breaks off requests that are on their way: some time after `signal`. */
  readonly cutOff: AbortSignal | undefined;
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Bodies that an earlier, broken-off part of this run may have sent. */
  readonly maybeSent: ReadonlySet<BodyId>;
  /** Email of whose token it is. */
  readonly user: string;
  /** Longest time from the look at a chunk to the answer that it is written, in milliseconds. */
  readonly window: { longest: number };
  /** Told how many lanes there are. */
  readonly onLanes: (lanes: number) => void;
}

/** Longest `Retry-After` that is waited for, in milliseconds. */
export const longestRetryAfter = 60_000;

/** How old the look at a record may be when it is changed, in milliseconds; after that it is looked at again. */
export const freshness = 1000;

/** Stops the run when the caller's signal has ended. */
export function checkSignal({ signal, state }: Pick<RunContext, 'signal' | 'state'>): void {
  if (signal?.aborted) state.stop(signal.reason, 'it was cancelled');
}

/** Milliseconds of a clock that only goes forward. */
export function steadyNow(): number {
  return performance.now();
}

/** Waits with a timer; ends early, without an error, when the signal ends. */
export function waitWithTimer(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}

/** Longest wait between attempts, in milliseconds. */
const longestDelay = 10_000;

/** How long to wait before further attempt 1, 2, …: longer each time, and never for all at once. */
export function backoff(attempt: number): number {
  const delay = Math.min(longestDelay, 300 * 2 ** (attempt - 1));
  return delay * (0.5 + Math.random() / 2);
}

/** Attempts at reading, each with the client's own retries, before a record counts as unreadable. */
const readAttempts = 3;

/**
 * The records of bodies as they are now, or undefined with the run stopped when they cannot be read.
 * The caller's signal does not end it: what was sent is to be known.
 */
export async function readNow(
  context: RunContext,
  bodyids: readonly BodyId[],
  /** What it means for the run when they cannot be read; then the error in words. */
  meaning = '',
): Promise<ReadonlyMap<BodyId, RecordWithStamps> | undefined> {
  const { client, state, signal, cutOff, wait } = context;
  const version = state.plan.target.uuid;
  for (let attempt = 1; ; attempt++) {
    try {
      state.requests.reads++;
      return await fetchRecords(client, bodyids, { version, signal: cutOff });
    } catch (error) {
      if (attempt >= readAttempts || cutOff?.aborted) {
        state.stop(error, `${meaning}${words(error)}`);
        return undefined;
      }
      await wait(backoff(attempt), signal);
    }
  }
}

import type { DatasetClient } from '../client/Client.js';
import { isClioError } from '../errors/ClioError.js';
import { inParallel } from '../transport/inParallel.js';
import { checkPoints } from './checkPoints.js';
import type { PointInput } from './Point.js';
import { type SetPointOptions, setPoint } from './setPoint.js';

/** What became of one of several points. */
export type PointOutcome =
  | { readonly point: PointInput; readonly outcome: 'written'; readonly key: string }
  | { readonly point: PointInput; readonly outcome: 'failed'; readonly error: unknown }
  /** Not tried, because an earlier one failed in a way that would have failed this one, too. */
  | { readonly point: PointInput; readonly outcome: 'unsent' };

/** How several point annotations are set. */
export interface SetPointsOptions extends Omit<SetPointOptions, 'moveKey'> {
  /** Requests at the same time. Default 4. */
  readonly atOnce?: number | undefined;
  /** Told after each point how many are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Sets several annotations, each by a request of its own (the server stores only the first of a
 * list), and tells for each what became of it, in the order given. All are checked before the first
 * is sent. One that the server refuses leaves the others alone; a refused token, or an abort, ends
 * the sending.
 *
 * @throws InputError when one cannot be stored, or two have the same owner, kind and position;
 *   nothing is sent.
 *
 * @example
 * ```ts
 * const outcomes = await setPoints(client, points);
 * const failed = outcomes.filter(({ outcome }) => outcome !== 'written');
 * ```
 */
export async function setPoints(
  client: DatasetClient,
  points: readonly PointInput[],
  options: SetPointsOptions = {},
): Promise<PointOutcome[]> {
  const { atOnce = 4, onProgress, ...each } = options;
  checkPoints(points);
  let done = 0;
  let over = false;
  return inParallel(points, atOnce, async (point): Promise<PointOutcome> => {
    if (over) return { point, outcome: 'unsent' };
    try {
      const key = await setPoint(client, point, each);
      return { point, outcome: 'written', key };
    } catch (error) {
      over ||= endsAll(error, options.signal);
      return { point, outcome: 'failed', error };
    } finally {
      onProgress?.(++done, points.length);
    }
  });
}

function endsAll(error: unknown, signal: AbortSignal | undefined): boolean {
  if (signal?.aborted) return true;
  return isClioError(error, 'authentication', 'token-expired', 'credential-unavailable', 'network');
}

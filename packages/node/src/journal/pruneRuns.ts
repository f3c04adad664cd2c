import type { RunSummary } from '@clio/core';
import type { FileJournal } from './fileJournal.js';

/** Which runs {@link pruneRuns} takes away. */
export interface PruneOptions {
  /** Only runs that began before. */
  readonly before: Date;
  /** Runs that were interrupted as well; what they left undone can then no longer be found out. Default `false`. */
  readonly interrupted?: boolean | undefined;
}

/**
 * Takes the records of old runs away; they can no longer be undone. Nothing is ever taken away without
 * being asked for.
 *
 * @returns the runs that were taken away, newest first.
 *
 * @example
 * ```ts
 * import { fileJournal, pruneRuns } from '@clio/node';
 *
 * const gone = await pruneRuns(fileJournal(), { before: new Date('2026-01-01') });
 * console.log(`${gone.length} runs taken away`);
 * ```
 */
export async function pruneRuns(
  journal: FileJournal,
  { before, interrupted = false }: PruneOptions,
): Promise<RunSummary[]> {
  const old = (await journal.list()).filter(
    ({ state, started }) =>
      new Date(started) < before &&
      (state === 'finished' || (interrupted && state === 'interrupted')),
  );
  for (const { id } of old) await journal.remove(id);
  return old;
}

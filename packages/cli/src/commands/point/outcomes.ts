import type { Context } from '../../context/Context.js';
import { ExitCode } from '../../errors/ExitCode.js';
import { reportError } from '../../errors/report.js';
import type { OutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';

/** What became of one annotation. */
export interface KeyOutcome {
  readonly key: string;
  readonly outcome: 'written' | 'deleted' | 'failed' | 'unsent';
  /** What was thrown, where it failed. */
  readonly error?: unknown;
}

/**
 * Prints what became of each annotation.
 *
 * @returns 0 when all went well, 6 when some did, otherwise the code of the first failure.
 */
export async function writeOutcomes(
  context: Context,
  output: OutputOptions,
  outcomes: readonly KeyOutcome[],
): Promise<ExitCode> {
  await writeRecords(context, output, {
    noun: ['point', 'points'],
    columns: [{ field: 'key', id: true }, { field: 'outcome', whole: true }, { field: 'error' }],
    batches: [
      outcomes.map(({ key, outcome, error }) => ({
        key,
        outcome,
        error: outcome === 'failed' ? reportError(error).lines.join(' ') : null,
      })),
    ],
  });
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
  const [first] = failed;
  if (first === undefined) return ExitCode.done;
  const { lines, exitCode } = reportError(first.error);
  await context.warn(`clio: ${first.key} failed: ${lines.join('\n  ')}`);
  return outcomes.some(({ outcome }) => outcome === 'written' || outcome === 'deleted')
    ? ExitCode.partly
    : exitCode;
}

import type { DatasetClient } from '../../client/Client.js';
import { InputError } from '../../errors/InputError.js';
import type { ApplyOptions } from '../ApplyOptions.js';
import { carryOut, requireSamePlace, requireWhole } from '../apply/applyPlan.js';
import { checkTarget } from '../apply/checkTarget.js';
import { sameUser } from '../diff/fieldState.js';
import type { JournalStore, RunSummary } from '../Journal.js';
import type { WriteReport } from '../WriteReport.js';

/** Settings of {@link resumeRun}. */
export interface ResumeOptions extends Omit<ApplyOptions, 'journal'> {
  /** Id of the run. Default: the latest one that was interrupted. */
  readonly run?: string | undefined;
}

/**
 * Goes on with a run that was broken off: by a crash, a loss of power, a signal, or a server that had
 * gone. What the run itself wrote is told from what others wrote by the stamps, so nothing is written twice and
 * nothing of others is replaced; protection needs no second word.
 *
 * @returns the report of the whole run, or undefined when there is nothing to resume.
 * @throws InputError when the run belongs to another server, dataset or user, or is going on in another
 *   process.
 * @throws WriteIncompleteError as {@link applyPlan} does; the run can be resumed again.
 *
 * @example
 * ```ts
 * const report = await resumeRun(client, journal);
 * console.log(report === undefined ? 'nothing to resume' : report.counts);
 * ```
 */
export async function resumeRun(
  client: DatasetClient,
  journals: JournalStore,
  options: ResumeOptions = {},
): Promise<WriteReport | undefined> {
  requireWhole(options);
  const id = options.run ?? (await latestInterrupted(journals))?.id;
  if (id === undefined) return undefined;
  const seen = await journals.read(id);
  if (seen.state === 'finished') return undefined;
  requireSamePlace(client, seen.plan);
  const user = await checkTarget(client, seen.plan, options);
  if (!sameUser(user, seen.user)) {
    throw new InputError(
      `Run ${id} was started by ${seen.user}, and this token is ${user}'s. Resume it with a token of ${seen.user}.`,
    );
  }
  const journal = await journals.reopen(id);
  try {
    // Read again now that nobody else can write to it.
    const run = await journals.read(id);
    return await carryOut(client, run.plan, { journal, user, options, run });
  } finally {
    await journal.close();
  }
}

/** The latest run that can be resumed; undefined when there is none. */
export async function latestInterrupted(journals: JournalStore): Promise<RunSummary | undefined> {
  return (await journals.list()).find(({ state }) => state === 'interrupted');
}

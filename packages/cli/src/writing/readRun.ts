import { isClioError, type RunRecord } from '@clio/core';
import type { FileJournal } from '@clio/node';
import { UsageError } from '../errors/CliError.js';
import { suggest } from '../errors/suggest.js';

/**
 * The record of a run that was named.
 *
 * @throws UsageError for one that is not on record, with the nearest that is.
 */
export async function readRun(journals: FileJournal, id: string): Promise<RunRecord> {
  try {
    return await journals.read(id);
  } catch (error) {
    if (!isClioError(error, 'input')) throw error;
    const known = (await journals.list()).map((run) => run.id);
    // The end of an id is what somebody may have noted of it, and its beginning when it was.
    const near =
      suggest(id, known) ??
      (id === '' ? undefined : known.find((one) => one.endsWith(id) || one.startsWith(id)));
    throw new UsageError(`there is no run ${id} on record`, {
      ...(near === undefined ? {} : { why: `Did you mean ${near}?` }),
      next: 'clio run list shows which there are.',
      cause: error,
    });
  }
}

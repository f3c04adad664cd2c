import type { JournalOutcome } from '../../Journal.js';
import type { PlannedBody } from '../../Plan.js';
import { words } from '../classifyFailure.js';
import { freshness, type RunContext, readNow, steadyNow } from '../RunContext.js';
import { outcomeOf } from '../RunState.js';
import { compareBody } from './compareBody.js';
import type { Item } from './Writing.js';

/** A chunk that was compared with its plan. */
export interface Prepared {
  readonly items: Item[];
  /** When its records were read, on the steady clock. */
  readonly at: number;
}

/**
 * Puts a chunk on record and compares it with its plan; what has changed since is left alone.
 *
 * @returns undefined when the run has stopped; then each of the bodies has its outcome.
 */
export async function prepareChunk(
  context: RunContext,
  chunk: readonly PlannedBody[],
): Promise<Prepared | undefined> {
  const { state, maybeSent } = context;
  const at = steadyNow();
  const bodyids = chunk.map(({ bodyid }) => bodyid);
  const [records, recorded] = await Promise.all([
    readNow(context, bodyids),
    state.sending(bodyids).then(
      () => true,
      (error: unknown) => {
        state.stop(error, `the journal cannot be written: ${words(error)}`);
        return false;
      },
    ),
  ]);
  if (!records || !recorded) {
    const reason = state.stopped?.reason ?? '';
    await state.settle(
      bodyids.map((bodyid) =>
        // Of a body that an earlier part of this run may have sent, nothing is known yet.
        outcomeOf(bodyid, maybeSent.has(bodyid) ? 'unknown' : 'unsent', { reason }),
      ),
    );
    return undefined;
  }
  const items: Item[] = [];
  const results: JournalOutcome[] = [];
  for (const body of chunk) {
    const compared = compareBody(context, body, records.get(body.bodyid));
    if ('item' in compared) items.push(compared.item);
    else results.push(compared.result);
  }
  await state.settle(results);
  return { items, at };
}

/** Looks again at a chunk that had to wait: others may have been there since. */
export async function refreshChunk(
  context: RunContext,
  prepared: Prepared | undefined,
  delayed: boolean,
): Promise<Prepared | undefined> {
  if (!prepared || prepared.items.length === 0) return prepared;
  if (!delayed && steadyNow() - prepared.at < freshness) return prepared;
  return prepareChunk(
    context,
    prepared.items.map(({ body }) => body),
  );
}

import { type Failure, isPassing, words } from '../classifyFailure.js';
import { backoff, checkSignal, longestRetryAfter, steadyNow } from '../RunContext.js';
import { sendItems } from './sendItems.js';
import { settleFailing, settleItems, settleRejected, settleStopped } from './settleItems.js';
import { verifyItems } from './verifyItems.js';
import type { Item, Writing } from './Writing.js';

/** Further failures in a row, after the attempts, that smaller requests are given to find the cause. */
const searching = 10;
/** How long a server gets to finish what it may still be doing, before a value is cleared once more. */
const settling = 1000;
/** Times that a body is sent again because the server accepted it and does not hold it. */
const repeats = 2;

/** Reads back what the server has accepted, and sends again what another writer has put back meanwhile. */
export async function confirmItems(
  writing: Writing,
  items: readonly Item[],
  again = repeats,
): Promise<void> {
  const { context } = writing;
  const waiting = await verifyItems(context, items, {
    outcome: 'unknown',
    reason: 'accepted, but it could not be read back',
  });
  if (waiting.length === 0) return;
  if (again === 0) {
    const reason = 'the server accepted the value, and the record does not hold it';
    // What is there in part is taken up again by a resume.
    return settleItems(context, waiting, ({ half }) => (half ? 'unknown' : 'failed'), reason);
  }
  // Another writer, who had read the record before, has put it back as it was.
  const failure = await sendItems(writing, waiting);
  return failure
    ? recoverItems(writing, waiting, failure)
    : confirmItems(writing, waiting, again - 1);
}

/**
 * Deals with a failed request: finds out what arrived, and sends the rest again where that is harmless.
 *
 * @param items - all that the request held.
 * @param attempts - requests of this size before smaller ones are tried.
 */
export async function recoverItems(
  writing: Writing,
  items: readonly Item[],
  failure: Failure,
  attempts = writing.context.attempts,
): Promise<void> {
  const { context, control, faults } = writing;
  const { state } = context;
  let pending = items;
  let size = items.length;
  let last = failure;
  for (let attempt = 1; ; attempt++) {
    if (last.overload) control.overloaded(steadyNow());
    const { kind, error, carriedOut, retryAfter } = last;
    if (kind === 'uncertain') pending = pending.map((item) => ({ ...item, doubtful: true }));
    const unreadable = {
      outcome: carriedOut ? 'unknown' : 'unsent',
      reason: words(error),
    } as const;
    const endless = retryAfter !== undefined && retryAfter > longestRetryAfter;
    if (kind !== 'rejected' && kind !== 'stop') faults.inRow++;
    if (kind === 'stop' || endless) {
      state.stop(error, words(error));
      if (carriedOut) pending = await verifyItems(context, pending, unreadable);
      return settleStopped(context, pending, last);
    }
    if (kind !== 'rejected' || isPassing(last))
      await context.wait(Math.max(backoff(attempt), retryAfter ?? 0), context.signal);
    // Whatever the answer was: a part may have been carried out, and others may have come meanwhile.
    pending = await verifyItems(context, pending, unreadable);
    if (kind === 'uncertain' && pending.some(clearsPlainly)) {
      // A clear is stamped anew each time. What is still under way must have arrived first.
      await context.wait(settling, context.signal);
      pending = await verifyItems(context, pending, unreadable);
    }
    if (pending.length === 0) return;
    checkSignal(context);
    if (state.stopped) return settleStopped(context, pending, last);

    if (kind === 'rejected') {
      if (size > 1) return halveItems(writing, pending, last, attempts);
      if (!isPassing(last) || attempt >= attempts) return settleRejected(writing, pending, last);
    }
    if (attempt >= attempts) {
      if (last.kind === 'declined' || faults.inRow >= context.attempts + searching) {
        state.stop(last.error, words(last.error));
        return settleStopped(context, pending, last);
      }
      if (pending.length === 1 && size === 1) return settleFailing(context, pending, last);
      return halveItems(writing, pending, last, 2);
    }
    size = pending.length;
    const again = await sendItems(writing, pending);
    if (!again) return confirmItems(writing, pending);
    last = again;
  }
}

/** Sends smaller requests, one after the other, until the body that is refused stands alone. */
async function halveItems(
  writing: Writing,
  items: readonly Item[],
  last: Failure,
  attempts: number,
): Promise<void> {
  const { context } = writing;
  const middle = Math.ceil(items.length / 2);
  for (const half of [items.slice(0, middle), items.slice(middle)]) {
    if (half.length === 0) continue;
    if (context.state.stopped) {
      await settleStopped(context, half, last);
      continue;
    }
    const failure = await sendItems(writing, half);
    if (failure) await recoverItems(writing, half, failure, attempts);
    else await confirmItems(writing, half);
  }
}

function clearsPlainly({ changes }: Item): boolean {
  return changes.some(({ after, stamps }) => after === undefined && stamps === undefined);
}

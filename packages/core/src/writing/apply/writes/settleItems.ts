import type { Outcome } from '../../WriteReport.js';
import { type Failure, isServerError, words } from '../classifyFailure.js';
import type { RunContext } from '../RunContext.js';
import { outcomeOf } from '../RunState.js';
import type { Item, Writing } from './Writing.js';

/** Gives items an outcome, one for all or one for each, with what an earlier part of the run has written. */
export function settleItems(
  { state }: RunContext,
  items: readonly Item[],
  outcome: Outcome | ((item: Item) => Outcome),
  reason: string,
): Promise<void> {
  return state.settle(
    items.map((item) => {
      const { body, left, earlier } = item;
      return outcomeOf(body.bodyid, typeof outcome === 'string' ? outcome : outcome(item), {
        reason,
        left,
        ...(earlier ? { wrote: earlier } : {}),
      });
    }),
  );
}

/** Gives items their outcome when the run stops before they have arrived. */
export async function settleStopped(
  context: RunContext,
  items: readonly Item[],
  { error }: Failure,
): Promise<void> {
  const isOpen = ({ doubtful, half }: Item) => doubtful || half;
  const open = items.filter(isOpen);
  const unsent = items.filter((item) => !isOpen(item));
  await settleItems(context, open, 'unknown', `not as planned when last read: ${words(error)}`);
  await settleItems(context, unsent, 'unsent', context.state.stopped?.reason ?? words(error));
}

/** Gives a body that was refused, alone in its request, its outcome. */
export async function settleRejected(
  { context, faults }: Writing,
  items: readonly Item[],
  { error }: Failure,
): Promise<void> {
  const reason = words(error);
  if (items.some(({ half }) => half))
    return settleItems(context, items, 'unknown', `not as planned when last read: ${reason}`);
  const general = reason.replace(/\d+/g, '#');
  faults.rejectedInRow = general === faults.reason ? faults.rejectedInRow + 1 : 1;
  faults.reason = general;
  await settleItems(context, items, 'failed', reason);
  // Where everything is refused for one reason, the reason is not in the bodies.
  if (faults.written === 0 && faults.rejectedInRow >= context.chunkSize)
    context.state.stop(error, reason);
}

/** Gives a body that fails again and again, alone in its request and while others arrive, its outcome. */
export function settleFailing(
  context: RunContext,
  items: readonly Item[],
  { error }: Failure,
): Promise<void> {
  return settleItems(
    context,
    items,
    ({ half }) => (isServerError(error) && !half ? 'failed' : 'unknown'),
    words(error),
  );
}

import { fieldState, type RecordWithStamps } from '../../diff/fieldState.js';
import type { JournalOutcome } from '../../Journal.js';
import { isOwn, judgeBody, statesAfter } from '../judgeBody.js';
import type { RunContext } from '../RunContext.js';
import { outcomeOf } from '../RunState.js';
import type { Item } from './Writing.js';

/** What a record that was read back means for an item: what still waits of it, or how it has ended. */
export function readBack(
  { user }: Pick<RunContext, 'user'>,
  { body, changes, left, earlier, doubtful }: Item,
  record: RecordWithStamps | undefined,
): { readonly waiting: Item } | { readonly result: JournalOutcome } {
  const { bodyid, designatedUser: writer = user } = body;
  // The record of a body that had none exists from the first write on; before, all is as planned.
  const { done, waiting, open, half, changed } = judgeBody(body, changes, record, writer);
  const mine = done.filter((change) => isOwn(change, fieldState(record, change.field), writer));
  const wrote = { ...earlier, ...statesAfter(mine, record) };
  const all = [...left, ...changed];
  const wroteAny = Object.keys(wrote).length > 0;
  if (open) {
    const soFar = wroteAny ? wrote : undefined;
    return { waiting: { body, changes: waiting, left: all, earlier: soFar, doubtful, half } };
  }
  if (wroteAny || body.bare) return { result: outcomeOf(bodyid, 'written', { left: all, wrote }) };
  return { result: outcomeOf(bodyid, changed.length > 0 ? 'conflict' : 'same', { left: all }) };
}

import { fieldState, type RecordWithStamps } from '../../diff/fieldState.js';
import type { JournalOutcome } from '../../Journal.js';
import type { PlannedBody } from '../../Plan.js';
import { isOwn, judgeBody, leftByPlan, sendable, statesAfter } from '../judgeBody.js';
import type { RunContext } from '../RunContext.js';
import { outcomeOf } from '../RunState.js';
import type { Item } from './Writing.js';

/** Compares a body with its plan just before it is sent: what is to be sent of it, or how it has ended. */
export function compareBody(
  { user, maybeSent }: Pick<RunContext, 'user' | 'maybeSent'>,
  body: PlannedBody,
  record: RecordWithStamps | undefined,
): { readonly item: Item } | { readonly result: JournalOutcome } {
  const { bodyid, designatedUser: writer = user } = body;
  const sent = maybeSent.has(bodyid);
  const { done, waiting, open, half, changed } = judgeBody(
    body,
    sendable(body),
    record,
    sent ? writer : undefined,
  );
  const left = [...leftByPlan(body), ...changed];
  const mine = sent
    ? done.filter((change) => isOwn(change, fieldState(record, change.field), writer))
    : [];
  const earlier = mine.length > 0 ? statesAfter(mine, record) : undefined;
  if (open) return { item: { body, changes: waiting, left, earlier, doubtful: false, half } };
  if (earlier || (sent && body.bare))
    return { result: outcomeOf(bodyid, 'written', { left, wrote: earlier ?? {} }) };
  return { result: outcomeOf(bodyid, changed.length > 0 ? 'conflict' : 'same', { left }) };
}

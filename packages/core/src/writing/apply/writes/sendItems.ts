import { classifyFailure, type Failure } from '../classifyFailure.js';
import { conditionalFields, toFragments } from '../fragments.js';
import { postFragments } from '../postFragments.js';
import { checkSignal, steadyNow } from '../RunContext.js';
import type { Item, Writing } from './Writing.js';

/** Sends items in one request; undefined when the server has accepted them. */
export async function sendItems(
  { context, control, faults, onArrived }: Writing,
  items: readonly Item[],
): Promise<Failure | undefined> {
  const { client, state, cutOff } = context;
  checkSignal(context);
  if (state.stopped) {
    return { ...classifyFailure(state.stopped.error), kind: 'stop', carriedOut: false };
  }
  try {
    state.requests.writes++;
    control.sent(steadyNow());
    await postFragments(client, items.flatMap(toFragments), {
      version: state.plan.target.uuid,
      conditional: conditionalFields(items),
      designatedUser: items[0]?.body.designatedUser,
      signal: cutOff,
    });
    faults.inRow = 0;
    faults.rejectedInRow = 0;
    faults.written += items.length;
    control.arrived(items.length, steadyNow());
    onArrived();
    return undefined;
  } catch (error) {
    return classifyFailure(error);
  }
}

import type { PlannedBody } from '../Plan.js';
import { judgeBody, sendable } from './judgeBody.js';
import { type RunContext, readNow } from './RunContext.js';

/** Between two looks, in milliseconds. */
const pause = 500;
/** Looks at most. */
const looks = 20;

/**
 * Waits until the server has done with what a broken-off run had sent. A server goes on with a request
 * whose sender is gone, record after record; sending the same again meanwhile would be harmless for
 * values, and would stamp clears twice. Done when nothing has changed between two looks.
 */
export async function settleInterrupted(
  context: RunContext,
  bodies: readonly PlannedBody[],
): Promise<void> {
  const doubtful = bodies.filter(({ bodyid }) => context.maybeSent.has(bodyid));
  let waiting = doubtful;
  let before = -1;
  for (let look = 0; look < looks && waiting.length > 0; look++) {
    if (look > 0) await context.wait(pause, context.signal);
    if (context.signal?.aborted) return;
    const records = await readNow(
      context,
      waiting.map(({ bodyid }) => bodyid),
    );
    if (!records) return;
    waiting = waiting.filter(
      (body) =>
        judgeBody(
          body,
          sendable(body),
          records.get(body.bodyid),
          body.designatedUser ?? context.user,
        ).open,
    );
    if (waiting.length === before) return;
    before = waiting.length;
  }
}

import type { PlannedBody } from '../../Plan.js';
import { words } from '../classifyFailure.js';
import { createLaneControl } from '../laneControl.js';
import { checkSignal, type RunContext, steadyNow } from '../RunContext.js';
import { toChunks } from '../toChunks.js';
import { prepareChunk, refreshChunk } from './prepareChunk.js';
import { confirmItems, recoverItems } from './recoverItems.js';
import { sendItems } from './sendItems.js';
import type { Writing } from './Writing.js';

/**
 * Writes bodies in chunks, several at once while it pays. Each lane sends one chunk after another; while
 * a chunk is on its way, the one before is read back and the next one is compared with its plan, so
 * reading costs no time where the network is the limit.
 */
export async function runWrites(
  context: RunContext,
  bodies: readonly PlannedBody[],
): Promise<void> {
  const { state, window } = context;
  const queue = toChunks(bodies, context.chunkSize).values();
  const control = createLaneControl(context.lanes);
  let lanes = 0;
  let leaving = 0;
  let exhausted = false;
  const running = new Set<Promise<void>>();

  const take = (): PlannedBody[] | undefined => {
    checkSignal(context);
    if (state.stopped || exhausted) return undefined;
    const next = queue.next();
    if (next.done) exhausted = true;
    return next.done ? undefined : next.value;
  };

  const openLanes = () => {
    context.onLanes(control.limit);
    while (lanes < control.limit && !exhausted && !state.stopped) {
      const chunk = take();
      if (!chunk) return;
      lanes++;
      const done: Promise<void> = runLane(chunk)
        // What is not foreseen must stop the run, too, and must not leave other lanes unattended.
        .catch((error: unknown) => state.stop(error, words(error)))
        .finally(() => {
          lanes--;
          openLanes();
          running.delete(done);
        });
      running.add(done);
    }
  };

  const writing: Writing = {
    context,
    control,
    faults: { inRow: 0, rejectedInRow: 0, reason: '', written: 0 },
    onArrived: openLanes,
  };

  const runLane = async (first: PlannedBody[]): Promise<void> => {
    let confirming: Promise<void> = Promise.resolve();
    let prepared = await prepareChunk(context, first);
    let leaves = false;
    while (prepared) {
      if (!leaves && lanes - leaving > control.limit) {
        leaves = true;
        leaving++;
      }
      // The next chunk is compared with its plan while this one is on its way.
      const next = leaves ? undefined : take();
      const preparing = next && prepareChunk(context, next);
      const { items } = prepared;
      let delayed = false;
      if (items.length > 0) {
        const failure = await sendItems(writing, items);
        window.longest = Math.max(window.longest, steadyNow() - prepared.at);
        await confirming;
        confirming = failure ? Promise.resolve() : confirmItems(writing, items);
        if (failure) await recoverItems(writing, items, failure);
        delayed = failure !== undefined;
      }
      prepared = await refreshChunk(context, await preparing, delayed);
    }
    await confirming;
    if (leaves) leaving--;
  };

  openLanes();
  while (running.size > 0) await Promise.all(running);
}

import type { BodyId } from '../../integers/BodyId.js';
import { fieldState, type RecordWithStamps } from '../diff/fieldState.js';
import type { JournalOutcome } from '../Journal.js';
import type { PlannedBody, PlannedChange } from '../Plan.js';
import type { LeftField, Outcome } from '../WriteReport.js';
import { classifyFailure, type Failure, words } from './classifyFailure.js';
import { conditionalFields, toFragments } from './fragments.js';
import { isOwn, judgeBody, leftByPlan, sendable, statesAfter } from './judgeBody.js';
import { createLaneControl } from './laneControl.js';
import { postFragments } from './postFragments.js';
import { backoff, type RunContext, readNow, steadyNow } from './RunContext.js';
import { outcomeOf } from './RunState.js';
import { toChunks } from './toChunks.js';

/** A body on its way: what is still to be sent of it. */
interface Item {
  readonly body: PlannedBody;
  readonly changes: readonly PlannedChange[];
  /** Fields left alone so far. */
  readonly left: readonly LeftField[];
  /** Changes that an earlier part of this run had made already, with what stands there. */
  readonly earlier: JournalOutcome['wrote'];
}

/** Longest `Retry-After` that is waited for, in milliseconds. */
const longestRetryAfter = 60_000;
/** Further failures in a row, after the attempts, that smaller requests are given to find the cause. */
const searching = 10;
/** How long a server gets to finish what it may still be doing, before a value is cleared once more. */
const settling = 1000;
/** Times that a body is sent again because the server accepted it and does not hold it. */
const repeats = 2;

/**
 * Writes bodies in chunks, several at once while it pays. Each lane sends one chunk after another; while
 * a chunk is on its way, the one before is read back and the next one is compared with its plan, so
 * reading costs no time where the network is the limit.
 */
export async function runWrites(
  context: RunContext,
  bodies: readonly PlannedBody[],
): Promise<void> {
  const { state } = context;
  const queue = toChunks(bodies, context.chunkSize).values();
  const control = createLaneControl(context.lanes);
  const faults = { inRow: 0, rejectedInRow: 0, reason: '', written: 0 };
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

  const runLane = async (first: PlannedBody[]): Promise<void> => {
    let verifying: Promise<void> = Promise.resolve();
    let items = await prepare(first);
    let leaves = false;
    while (items) {
      if (!leaves && lanes - leaving > control.limit) {
        leaves = true;
        leaving++;
      }
      // The next chunk is compared with its plan while this one is on its way.
      const next = leaves ? undefined : take();
      const preparing = next && prepare(next);
      if (items.length > 0) {
        const failure = await send(items);
        await verifying;
        verifying = failure ? Promise.resolve() : verifyAccepted(items, repeats);
        if (failure) await recover(items, items.length, failure, context.attempts);
      }
      items = await preparing;
    }
    await verifying;
    if (leaves) leaving--;
  };

  /** Compares a chunk with its plan; what has changed since is left alone. Undefined: the run has stopped. */
  const prepare = async (chunk: readonly PlannedBody[]): Promise<Item[] | undefined> => {
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
      await state.settle(bodyids.map((bodyid) => notSent(context, bodyid)));
      return undefined;
    }
    const items: Item[] = [];
    const results: JournalOutcome[] = [];
    for (const body of chunk) {
      const { item, result } = compare(context, body, records.get(body.bodyid));
      if (item) items.push(item);
      if (result) results.push(result);
    }
    await state.settle(results);
    return items;
  };

  /** Sends items; undefined when the server has accepted them. */
  const send = async (items: readonly Item[]): Promise<Failure | undefined> => {
    checkSignal(context);
    if (state.stopped) {
      return { ...classifyFailure(state.stopped.error), kind: 'stop', carriedOut: false };
    }
    try {
      state.requests.writes++;
      control.sent(steadyNow());
      await postFragments(context.client, items.flatMap(toFragments), {
        version: state.plan.target.uuid,
        conditional: conditionalFields(items),
        designatedUser: items[0]?.body.designatedUser,
        signal: context.cutOff,
      });
      faults.inRow = 0;
      faults.rejectedInRow = 0;
      faults.written += items.length;
      control.arrived(items.length, steadyNow());
      openLanes();
      return undefined;
    } catch (error) {
      return classifyFailure(error);
    }
  };

  /** Reads back what the server has accepted. */
  const verifyAccepted = async (items: readonly Item[], again: number): Promise<void> => {
    const waiting = await verify(items, 'accepted, but it could not be read back');
    if (waiting.length === 0) return;
    if (again === 0) {
      const reason = 'the server accepted the value, and the record does not hold it';
      return settleAs(waiting, 'failed', reason);
    }
    // Another writer, who had read the record before, has put it back as it was.
    const failure = await send(waiting);
    return failure
      ? recover(waiting, waiting.length, failure, context.attempts)
      : verifyAccepted(waiting, again - 1);
  };

  /** Reads back items, settles those whose end is known, and returns those that stand as before. */
  const verify = async (items: readonly Item[], unreadable: string): Promise<Item[]> => {
    const records = await readNow(
      context,
      items.map(({ body }) => body.bodyid),
    );
    if (!records) {
      await settleAs(items, 'unknown', unreadable);
      return [];
    }
    const waiting: Item[] = [];
    const results: JournalOutcome[] = [];
    for (const item of items) {
      const read = readBack(context, item, records.get(item.body.bodyid));
      if ('waiting' in read) waiting.push(read.waiting);
      else results.push(read.result);
    }
    await state.settle(results);
    return waiting;
  };

  /** Deals with a failed request of `sent` items: finds out what arrived, and sends the rest again where that is harmless. */
  const recover = async (
    items: readonly Item[],
    sent: number,
    failure: Failure,
    attempts: number,
  ): Promise<void> => {
    let pending = items;
    let size = sent;
    let last = failure;
    for (let attempt = 1; ; attempt++) {
      if (last.overload) control.overloaded(steadyNow());
      if (last.kind === 'stop') {
        state.stop(last.error, words(last.error));
        if (last.carriedOut) pending = await verify(pending, words(last.error));
        return endPending(pending, last);
      }
      if (last.kind !== 'rejected') {
        faults.inRow++;
        if (last.retryAfter !== undefined && last.retryAfter > longestRetryAfter) {
          state.stop(last.error, words(last.error));
          return endPending(pending, last);
        }
        await context.wait(Math.max(backoff(attempt), last.retryAfter ?? 0), context.signal);
      }
      if (last.kind !== 'declined' || pending.some(clearsPlainly)) {
        pending = await verify(pending, words(last.error));
        if (last.kind === 'uncertain' && pending.some(clearsPlainly)) {
          // A clear is stamped anew each time. What is still under way must have arrived first.
          await context.wait(settling, context.signal);
          pending = await verify(pending, words(last.error));
        }
      }
      if (pending.length === 0) return;
      checkSignal(context);
      if (state.stopped) return endPending(pending, last);

      if (last.kind === 'rejected') {
        if (size === 1) return reject(pending, last);
        return halve(pending, last, attempts);
      }
      if (attempt >= attempts) {
        if (last.kind === 'declined' || faults.inRow >= context.attempts + searching) {
          state.stop(last.error, words(last.error));
          return endPending(pending, last);
        }
        if (pending.length === 1 && size === 1) return giveUp(pending, last);
        return halve(pending, last, 2);
      }
      size = pending.length;
      const again = await send(pending);
      if (!again) return verifyAccepted(pending, repeats);
      last = again;
    }
  };

  /** Sends smaller requests, one after the other, until the body that is refused stands alone. */
  const halve = async (items: readonly Item[], last: Failure, attempts: number): Promise<void> => {
    const middle = Math.ceil(items.length / 2);
    for (const half of [items.slice(0, middle), items.slice(middle)]) {
      if (half.length === 0) continue;
      if (state.stopped) {
        await endPending(half, last);
        continue;
      }
      const failure = await send(half);
      if (failure) await recover(half, half.length, failure, attempts);
      else await verifyAccepted(half, repeats);
    }
  };

  /** One body alone was refused. */
  const reject = async (items: readonly Item[], { error }: Failure): Promise<void> => {
    const reason = words(error);
    const general = reason.replace(/\d+/g, '#');
    faults.rejectedInRow = general === faults.reason ? faults.rejectedInRow + 1 : 1;
    faults.reason = general;
    await settleAs(items, 'failed', reason);
    // Where everything is refused for one reason, the reason is not in the bodies.
    if (faults.written === 0 && faults.rejectedInRow >= context.chunkSize)
      state.stop(error, reason);
  };

  /** One body alone fails again and again while others arrive. */
  const giveUp = (items: readonly Item[], { kind, error }: Failure): Promise<void> => {
    const server = kind === 'uncertain' && /^the server said/.test(words(error));
    return settleAs(items, server ? 'failed' : 'unknown', words(error));
  };

  const endPending = (items: readonly Item[], { kind, error }: Failure): Promise<void> =>
    kind === 'uncertain'
      ? settleAs(items, 'unknown', `not there when last read: ${words(error)}`)
      : settleAs(items, 'unsent', state.stopped?.reason ?? words(error));

  const settleAs = (items: readonly Item[], outcome: Outcome, reason: string): Promise<void> =>
    state.settle(
      items.map(({ body, left, earlier }) =>
        outcomeOf(body.bodyid, outcome, { reason, left, ...(earlier ? { wrote: earlier } : {}) }),
      ),
    );

  openLanes();
  while (running.size > 0) await Promise.all(running);
}

/** Stops the run when the caller's signal has ended. */
function checkSignal({ signal, state }: RunContext): void {
  if (signal?.aborted) state.stop(signal.reason, 'it was cancelled');
}

function notSent({ maybeSent, state }: RunContext, bodyid: BodyId): JournalOutcome {
  // Of a body that an earlier part of this run may have sent, nothing is known yet.
  return outcomeOf(bodyid, maybeSent.has(bodyid) ? 'unknown' : 'unsent', {
    reason: state.stopped?.reason ?? '',
  });
}

function writerOf({ user }: RunContext, { designatedUser }: PlannedBody): string {
  return designatedUser ?? user;
}

/** Compares a body with its plan just before it is sent. */
function compare(
  context: RunContext,
  body: PlannedBody,
  record: RecordWithStamps | undefined,
): { item?: Item; result?: JournalOutcome } {
  const { done, waiting, changed } = judgeBody(body, sendable(body), record);
  const left = [...leftByPlan(body), ...changed];
  const writer = writerOf(context, body);
  const mine = context.maybeSent.has(body.bodyid)
    ? done.filter((change) => isOwn(change, fieldState(record, change.field), writer))
    : [];
  const earlier = mine.length > 0 ? statesAfter(mine, record) : undefined;
  if (waiting.length > 0) return { item: { body, changes: waiting, left, earlier } };
  if (earlier) return { result: outcomeOf(body.bodyid, 'written', { left, wrote: earlier }) };
  if (changed.length > 0) return { result: outcomeOf(body.bodyid, 'conflict', { left }) };
  return { result: outcomeOf(body.bodyid, 'same', { left }) };
}

/** What a record that was read back means for an item. */
function readBack(
  context: RunContext,
  { body, changes, left, earlier }: Item,
  record: RecordWithStamps | undefined,
): { waiting: Item } | { result: JournalOutcome } {
  // The record of a body that had none exists from the first write on; before, all is as planned.
  const { done, waiting, changed } = judgeBody(body, changes, record);
  const writer = writerOf(context, body);
  const mine = done.filter((change) => isOwn(change, fieldState(record, change.field), writer));
  const wrote = { ...earlier, ...statesAfter(mine, record) };
  const all = [...left, ...changed];
  const wroteAny = Object.keys(wrote).length > 0;
  if (waiting.length > 0) {
    return {
      waiting: { body, changes: waiting, left: all, earlier: wroteAny ? wrote : undefined },
    };
  }
  if (wroteAny) {
    return { result: outcomeOf(body.bodyid, 'written', { left: all, wrote }) };
  }
  return {
    result: outcomeOf(body.bodyid, changed.length > 0 ? 'conflict' : 'same', { left: all }),
  };
}

function clearsPlainly({ changes }: Item): boolean {
  return changes.some(({ after, stamps }) => after === undefined && stamps === undefined);
}

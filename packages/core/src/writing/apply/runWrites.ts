import type { BodyId } from '../../integers/BodyId.js';
import { fieldState, type RecordWithStamps } from '../diff/fieldState.js';
import type { JournalOutcome } from '../Journal.js';
import type { PlannedBody, PlannedChange } from '../Plan.js';
import type { LeftField, Outcome } from '../WriteReport.js';
import {
  classifyFailure,
  type Failure,
  isPassing,
  isServerError,
  words,
} from './classifyFailure.js';
import { conditionalFields, toFragments } from './fragments.js';
import { isOwn, judgeBody, leftByPlan, sendable, statesAfter } from './judgeBody.js';
import { createLaneControl } from './laneControl.js';
import { postFragments } from './postFragments.js';
import {
  backoff,
  checkSignal,
  freshness,
  longestRetryAfter,
  type RunContext,
  readNow,
  steadyNow,
} from './RunContext.js';
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
  /** It was sent without an answer that could be relied on, and may still be carried out. */
  readonly doubtful: boolean;
  /** Its first record was carried out, and not its second: see {@link isHalf}. */
  readonly half: boolean;
}

/** A chunk that was compared with its plan. */
interface Prepared {
  readonly items: Item[];
  /** When its records were read, on the steady clock. */
  readonly at: number;
}

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
    let prepared = await prepare(first);
    let leaves = false;
    while (prepared) {
      if (!leaves && lanes - leaving > control.limit) {
        leaves = true;
        leaving++;
      }
      // The next chunk is compared with its plan while this one is on its way.
      const next = leaves ? undefined : take();
      const preparing = next && prepare(next);
      const { items } = prepared;
      let delayed = false;
      if (items.length > 0) {
        const failure = await send(items);
        const { window } = context;
        window.longest = Math.max(window.longest, steadyNow() - prepared.at);
        await verifying;
        verifying = failure ? Promise.resolve() : verifyAccepted(items, repeats);
        if (failure) await recover(items, items.length, failure, context.attempts);
        delayed = failure !== undefined;
      }
      prepared = await refresh(await preparing, delayed);
    }
    await verifying;
    if (leaves) leaving--;
  };

  /** Looks again at a chunk that had to wait: others may have been there since. */
  const refresh = async (
    prepared: Prepared | undefined,
    delayed: boolean,
  ): Promise<Prepared | undefined> => {
    if (!prepared || prepared.items.length === 0) return prepared;
    if (!delayed && steadyNow() - prepared.at < freshness) return prepared;
    return prepare(prepared.items.map(({ body }) => body));
  };

  /** Compares a chunk with its plan; what has changed since is left alone. Undefined: the run has stopped. */
  const prepare = async (chunk: readonly PlannedBody[]): Promise<Prepared | undefined> => {
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
    return { items, at };
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
    const waiting = await verify(items, {
      outcome: 'unknown',
      reason: 'accepted, but it could not be read back',
    });
    if (waiting.length === 0) return;
    if (again === 0) {
      const reason = 'the server accepted the value, and the record does not hold it';
      // What is there in part is taken up again by a resume.
      return settleAs(waiting, ({ half }) => (half ? 'unknown' : 'failed'), reason);
    }
    // Another writer, who had read the record before, has put it back as it was.
    const failure = await send(waiting);
    return failure
      ? recover(waiting, waiting.length, failure, context.attempts)
      : verifyAccepted(waiting, again - 1);
  };

  /** Reads back items, settles those whose end is known, and returns those that do not stand as planned yet. */
  const verify = async (
    items: readonly Item[],
    unreadable: { readonly outcome: Outcome; readonly reason: string },
  ): Promise<Item[]> => {
    const records = await readNow(
      context,
      items.map(({ body }) => body.bodyid),
    );
    if (!records) {
      await settleAs(
        items,
        ({ doubtful, half }) => (doubtful || half ? 'unknown' : unreadable.outcome),
        unreadable.reason,
      );
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
        if (carriedOut) pending = await verify(pending, unreadable);
        return endPending(pending, last);
      }
      if (kind !== 'rejected' || isPassing(last))
        await context.wait(Math.max(backoff(attempt), retryAfter ?? 0), context.signal);
      // Whatever the answer was: a part may have been carried out, and others may have come meanwhile.
      pending = await verify(pending, unreadable);
      if (kind === 'uncertain' && pending.some(clearsPlainly)) {
        // A clear is stamped anew each time. What is still under way must have arrived first.
        await context.wait(settling, context.signal);
        pending = await verify(pending, unreadable);
      }
      if (pending.length === 0) return;
      checkSignal(context);
      if (state.stopped) return endPending(pending, last);

      if (kind === 'rejected') {
        if (size > 1) return halve(pending, last, attempts);
        if (!isPassing(last) || attempt >= attempts) return reject(pending, last);
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
    if (items.some(({ half }) => half))
      return settleAs(items, 'unknown', `not as planned when last read: ${reason}`);
    const general = reason.replace(/\d+/g, '#');
    faults.rejectedInRow = general === faults.reason ? faults.rejectedInRow + 1 : 1;
    faults.reason = general;
    await settleAs(items, 'failed', reason);
    // Where everything is refused for one reason, the reason is not in the bodies.
    if (faults.written === 0 && faults.rejectedInRow >= context.chunkSize)
      state.stop(error, reason);
  };

  /** One body alone fails again and again while others arrive. */
  const giveUp = (items: readonly Item[], { error }: Failure): Promise<void> =>
    settleAs(
      items,
      ({ half }) => (isServerError(error) && !half ? 'failed' : 'unknown'),
      words(error),
    );

  const endPending = async (items: readonly Item[], { error }: Failure): Promise<void> => {
    const [doubtful, unsent] = [true, false].map((doubt) =>
      items.filter(({ doubtful, half }) => (doubtful || half) === doubt),
    ) as [Item[], Item[]];
    await settleAs(doubtful, 'unknown', `not as planned when last read: ${words(error)}`);
    await settleAs(unsent, 'unsent', state.stopped?.reason ?? words(error));
  };

  const settleAs = (
    items: readonly Item[],
    outcome: Outcome | ((item: Item) => Outcome),
    reason: string,
  ): Promise<void> =>
    state.settle(
      items.map((item) => {
        const { body, left, earlier } = item;
        return outcomeOf(body.bodyid, typeof outcome === 'string' ? outcome : outcome(item), {
          reason,
          left,
          ...(earlier ? { wrote: earlier } : {}),
        });
      }),
    );

  openLanes();
  while (running.size > 0) await Promise.all(running);
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
  const writer = writerOf(context, body);
  const sent = context.maybeSent.has(body.bodyid);
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
  if (open) {
    return { item: { body, changes: waiting, left, earlier, doubtful: false, half } };
  }
  if (earlier || (sent && body.bare))
    return { result: outcomeOf(body.bodyid, 'written', { left, wrote: earlier ?? {} }) };
  if (changed.length > 0) return { result: outcomeOf(body.bodyid, 'conflict', { left }) };
  return { result: outcomeOf(body.bodyid, 'same', { left }) };
}

/** What a record that was read back means for an item. */
function readBack(
  context: RunContext,
  { body, changes, left, earlier, doubtful }: Item,
  record: RecordWithStamps | undefined,
): { waiting: Item } | { result: JournalOutcome } {
  // The record of a body that had none exists from the first write on; before, all is as planned.
  const writer = writerOf(context, body);
  const { done, waiting, open, half, changed } = judgeBody(body, changes, record, writer);
  const mine = done.filter((change) => isOwn(change, fieldState(record, change.field), writer));
  const wrote = { ...earlier, ...statesAfter(mine, record) };
  const all = [...left, ...changed];
  const wroteAny = Object.keys(wrote).length > 0;
  if (open) {
    const soFar = wroteAny ? wrote : undefined;
    return { waiting: { body, changes: waiting, left: all, earlier: soFar, doubtful, half } };
  }
  if (wroteAny || body.bare) {
    return { result: outcomeOf(body.bodyid, 'written', { left: all, wrote }) };
  }
  return {
    result: outcomeOf(body.bodyid, changed.length > 0 ? 'conflict' : 'same', { left: all }),
  };
}

function clearsPlainly({ changes }: Item): boolean {
  return changes.some(({ after, stamps }) => after === undefined && stamps === undefined);
}

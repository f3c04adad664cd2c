import type { DatasetClient } from '../../client/Client.js';
import { fetchDataset } from '../../datasets/fetchDataset.js';
import { readNull } from '../../transport/readJson.js';
import { neuronsPath } from '../../versions/neuronsPath.js';
import { sameVersion } from '../../versions/sameVersion.js';
import { type RecordWithStamps, sameRecord } from '../diff/fieldState.js';
import { askLeaf } from '../facts/dvid.js';
import { dvidSource } from '../facts/gatherFacts.js';
import type { JournalOutcome } from '../Journal.js';
import type { PlannedBody } from '../Plan.js';
import { classifyFailure, type Failure, words } from './classifyFailure.js';
import { backoff, type RunContext, readNow } from './RunContext.js';
import { outcomeOf } from './RunState.js';

/**
 * Deletes bodies, several at once. A delete goes to the version that the dataset names at that moment,
 * and cannot be told another; so this version is read just before each, and the run stops when it is no
 * longer the planned one. A record that has changed since the plan is left alone.
 */
export async function runDeletes(
  context: RunContext,
  bodies: readonly PlannedBody[],
  dvid: typeof globalThis.fetch | false | undefined,
): Promise<void> {
  const { state, chunkSize } = context;
  const chunks: PlannedBody[][] = [];
  for (let at = 0; at < bodies.length; at += chunkSize)
    chunks.push(bodies.slice(at, at + chunkSize));
  const pending = chunks.values();
  const lane = async () => {
    for (const chunk of pending) {
      if (context.signal?.aborted) state.stop(context.signal.reason, 'it was cancelled');
      if (state.stopped) return;
      await deleteChunk(context, chunk, dvid);
    }
  };
  // Each delete is a request of its own, so a few lanes help even one process of the server.
  const lanes = Math.min(context.lanes, 4, chunks.length);
  context.onLanes(lanes);
  await Promise.all(
    Array.from({ length: lanes }, () =>
      lane().catch((error: unknown) => state.stop(error, words(error))),
    ),
  );
}

async function deleteChunk(
  context: RunContext,
  chunk: readonly PlannedBody[],
  dvid: typeof globalThis.fetch | false | undefined,
): Promise<void> {
  const { state } = context;
  const bodyids = chunk.map(({ bodyid }) => bodyid);
  const before = await readNow(context, bodyids);
  if (!before) return;
  const results: JournalOutcome[] = [];
  const ready: PlannedBody[] = [];
  for (const body of chunk) {
    const record = before.get(body.bodyid);
    if (record === undefined) results.push(gone(context, body));
    else if (!sameRecord(record, body.record)) results.push(changed(body));
    else ready.push(body);
  }
  if (ready.length > 0) {
    try {
      await state.sending(ready.map(({ bodyid }) => bodyid));
    } catch (error) {
      return state.stop(error, `the journal cannot be written: ${words(error)}`);
    }
  }
  await state.settle(results);
  const asked: PlannedBody[] = [];
  const failures = new Map<PlannedBody, Failure>();
  for (const body of ready) {
    if (context.signal?.aborted) state.stop(context.signal.reason, 'it was cancelled');
    if (state.stopped) break;
    asked.push(body);
    const failure = await deleteOne(context, body, dvid);
    if (failure) failures.set(body, failure);
  }
  await verify(context, ready, new Set(asked), failures);
}

/** Asks for one delete, again where it did not arrive; undefined when the server has accepted it. */
async function deleteOne(
  context: RunContext,
  body: PlannedBody,
  dvid: typeof globalThis.fetch | false | undefined,
): Promise<Failure | undefined> {
  const { client, state, attempts } = context;
  for (let attempt = 1; ; attempt++) {
    try {
      const moved = await movedFrom(client, state.plan.target.uuid, dvid, context.cutOff);
      if (moved !== undefined) {
        const reason = `the dataset has moved on to version ${moved}, and a delete would go there; plan again`;
        state.stop(undefined, reason);
        return { ...classifyFailure(new Error(reason)), carriedOut: false };
      }
      state.requests.writes++;
      await postDelete(client, body, context.cutOff);
      return undefined;
    } catch (error) {
      const failure = classifyFailure(error);
      if (failure.kind === 'stop') {
        state.stop(error, words(error));
        return failure;
      }
      if (failure.kind === 'rejected' || attempt >= attempts || state.stopped) return failure;
      await context.wait(Math.max(backoff(attempt), failure.retryAfter ?? 0), context.signal);
      // What was taken away and put back by somebody else in between is not to be taken away again.
      const now = await readNow(context, [body.bodyid]);
      if (!now) return failure;
      if (!sameRecord(now.get(body.bodyid), body.record)) return undefined;
    }
  }
}

async function postDelete(
  client: DatasetClient,
  { bodyid }: PlannedBody,
  signal: AbortSignal | undefined,
): Promise<void> {
  const response = await client.send({
    method: 'DELETE',
    path: neuronsPath(client, 'id-number', String(bodyid)),
    // Repeated only after another look at where it would go.
    idempotent: false,
    signal,
  });
  await readNull(response);
}

/** The version that a delete would go to, when it is not the planned one. */
async function movedFrom(
  client: DatasetClient,
  planned: string,
  dvid: typeof globalThis.fetch | false | undefined,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const dataset = await fetchDataset(client, { signal });
  const own = dataset.uuid ?? '';
  if (sameVersion(own, planned)) return undefined;
  if (!own.includes(':')) return own === '' ? 'none' : own;
  const source = dvidSource(client, dataset, { dvid, signal });
  const leaf = source && (await askLeaf(source, own));
  return leaf !== undefined && sameVersion(leaf, planned) ? undefined : (leaf ?? own);
}

/** Reads back a chunk; a deleted body has no record, even where the server still lists its id. */
async function verify(
  context: RunContext,
  bodies: readonly PlannedBody[],
  asked: ReadonlySet<PlannedBody>,
  failures: ReadonlyMap<PlannedBody, Failure>,
): Promise<void> {
  if (bodies.length === 0) return;
  const { state } = context;
  const after =
    asked.size === 0
      ? new Map<unknown, RecordWithStamps>()
      : await readNow(
          context,
          [...asked].map(({ bodyid }) => bodyid),
        );
  const results = bodies.map((body): JournalOutcome => {
    const { bodyid } = body;
    if (!asked.has(body)) {
      return outcomeOf(bodyid, 'unsent', { reason: state.stopped?.reason ?? '' });
    }
    const failure = failures.get(body);
    const reason = failure === undefined ? undefined : words(failure.error);
    if (!after) {
      const outcome = failure && !failure.carriedOut ? 'unsent' : 'unknown';
      return outcomeOf(bodyid, outcome, { reason: reason ?? 'it could not be read back' });
    }
    const record = after.get(bodyid);
    if (record === undefined) return outcomeOf(bodyid, 'written', { wrote: {} });
    if (!sameRecord(record, body.record)) return changed(body);
    if (failure?.kind === 'rejected') return outcomeOf(bodyid, 'failed', { reason: reason ?? '' });
    if (failure?.kind === 'uncertain') {
      return outcomeOf(bodyid, 'unknown', { reason: `still there when last read: ${reason}` });
    }
    if (failure) return outcomeOf(bodyid, 'unsent', { reason: reason ?? '' });
    return outcomeOf(bodyid, 'failed', {
      reason: 'the server accepted the delete, and the record is still there',
    });
  });
  await state.settle(results);
}

function gone({ maybeSent }: RunContext, { bodyid }: PlannedBody): JournalOutcome {
  return maybeSent.has(bodyid)
    ? outcomeOf(bodyid, 'written', { wrote: {} })
    : outcomeOf(bodyid, 'same', { reason: 'it has no record' });
}

function changed({ bodyid, changes }: PlannedBody): JournalOutcome {
  const reason = 'the record has changed since the plan, and was not deleted';
  return outcomeOf(bodyid, 'conflict', {
    reason,
    left: changes.slice(0, 1).map(({ field }) => ({ field, verdict: 'conflict', reason })),
  });
}

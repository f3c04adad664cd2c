import type { DatasetClient } from '../../client/Client.js';
import { fetchDataset } from '../../datasets/fetchDataset.js';
import { readNull } from '../../transport/readJson.js';
import { neuronsPath } from '../../versions/neuronsPath.js';
import { sameVersion } from '../../versions/sameVersion.js';
import { sameRecord } from '../diff/fieldState.js';
import { askLeaf } from '../facts/dvid.js';
import { dvidSource } from '../facts/gatherFacts.js';
import type { JournalOutcome } from '../Journal.js';
import type { PlannedBody } from '../Plan.js';
import { classifyFailure, type Failure, words } from './classifyFailure.js';
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

/** Times that a body is deleted again because the server accepted it and still has the record. */
const repeats = 2;
/** Further failures in a row, after the attempts for one body, before the server counts as gone. */
const patience = 5;

/** What the lanes of a run of deletes share. */
interface Deleting {
  readonly context: RunContext;
  readonly dvid: typeof globalThis.fetch | false | undefined;
  /** Failures in a row, without one success between them. */
  failures: number;
}

/** How the request for one delete ended. */
interface Asked {
  /** Undefined when the server has accepted it. */
  readonly failure?: Failure | undefined;
  /** A request went out whose answer does not tell whether it was carried out. */
  readonly doubtful: boolean;
}

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
  const deleting: Deleting = { context, dvid, failures: 0 };
  const chunks: PlannedBody[][] = [];
  for (let at = 0; at < bodies.length; at += chunkSize)
    chunks.push(bodies.slice(at, at + chunkSize));
  const pending = chunks.values();
  const lane = async () => {
    for (const chunk of pending) {
      checkSignal(context);
      if (state.stopped) return;
      await deleteChunk(deleting, chunk, repeats);
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
  deleting: Deleting,
  chunk: readonly PlannedBody[],
  again: number,
): Promise<void> {
  const { context } = deleting;
  const { state } = context;
  let seen = steadyNow();
  const first = await look(context, chunk);
  if (!first) return;
  if (first.ready.length > 0) {
    try {
      await state.sending(first.ready.map(({ bodyid }) => bodyid));
    } catch (error) {
      return state.stop(error, `the journal cannot be written: ${words(error)}`);
    }
  }
  await state.settle(first.results);
  const asked = new Map<PlannedBody, Asked>();
  let rest = first.ready;
  while (rest.length > 0) {
    checkSignal(context);
    if (state.stopped) break;
    if (steadyNow() - seen > freshness) {
      // Others may have changed what this chunk has not come to yet.
      seen = steadyNow();
      const next = await look(context, rest);
      if (!next) break;
      await state.settle(next.results);
      rest = next.ready;
      continue;
    }
    const [body, ...others] = rest as [PlannedBody, ...PlannedBody[]];
    asked.set(body, await deleteOne(deleting, body));
    rest = others;
  }
  await state.settle(
    rest.map(({ bodyid }) => outcomeOf(bodyid, 'unsent', { reason: state.stopped?.reason ?? '' })),
  );
  const standing = await verify(context, asked, again === 0);
  if (standing.length > 0) await deleteChunk(deleting, standing, again - 1);
}

/** Compares records with the plan: which may be deleted, and what has become of the others. */
async function look(
  context: RunContext,
  bodies: readonly PlannedBody[],
): Promise<{ ready: PlannedBody[]; results: JournalOutcome[] } | undefined> {
  const records = await readNow(
    context,
    bodies.map(({ bodyid }) => bodyid),
  );
  if (!records) return undefined;
  const results: JournalOutcome[] = [];
  const ready: PlannedBody[] = [];
  for (const body of bodies) {
    const record = records.get(body.bodyid);
    if (record === undefined) results.push(gone(context, body));
    else if (!sameRecord(record, body.record)) results.push(changed(body));
    else ready.push(body);
  }
  return { ready, results };
}

/** Asks for one delete, again where it did not arrive. */
async function deleteOne(deleting: Deleting, body: PlannedBody): Promise<Asked> {
  const { context, dvid } = deleting;
  const { client, state, attempts } = context;
  let doubtful = false;
  for (let attempt = 1; ; attempt++) {
    let sent = false;
    try {
      const moved = await movedFrom(client, state.plan.target.uuid, dvid, context.cutOff);
      if (moved !== undefined) {
        const reason = `the dataset has moved on to version ${moved}, and a delete would go there; plan again`;
        state.stop(undefined, reason);
        return { failure: classifyFailure(new Error(reason)), doubtful };
      }
      checkSignal(context);
      if (state.stopped) return { failure: classifyFailure(state.stopped.error), doubtful };
      state.requests.writes++;
      sent = true;
      await postDelete(client, body, context.cutOff);
      deleting.failures = 0;
      return { doubtful: false };
    } catch (error) {
      const failure = classifyFailure(error);
      doubtful ||= sent && failure.carriedOut && failure.kind !== 'rejected';
      if (failure.kind === 'rejected') return { failure, doubtful };
      deleting.failures++;
      const { retryAfter = 0 } = failure;
      if (failure.kind === 'stop' || retryAfter > longestRetryAfter) {
        state.stop(error, words(error));
        return { failure, doubtful };
      }
      if (state.stopped) return { failure, doubtful };
      if (attempt >= attempts) {
        // Where nothing arrives any more, the other bodies need not be tried.
        if (failure.kind === 'declined' || deleting.failures >= attempts + patience)
          state.stop(error, words(error));
        return { failure, doubtful };
      }
      await context.wait(Math.max(backoff(attempt), retryAfter), context.signal);
      // What was taken away and put back by somebody else in between is not to be taken away again.
      const now = await readNow(context, [body.bodyid]);
      if (!now) return { failure, doubtful };
      if (!sameRecord(now.get(body.bodyid), body.record)) return { doubtful: false };
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

/**
 * Reads back what was asked for; a deleted body has no record, even where the server still lists its id.
 *
 * @param last - whether a record that still stands after an accepted delete has failed.
 * @returns the bodies whose delete was accepted and whose records still stand, unless this was the last time.
 */
async function verify(
  context: RunContext,
  asked: ReadonlyMap<PlannedBody, Asked>,
  last: boolean,
): Promise<PlannedBody[]> {
  if (asked.size === 0) return [];
  const { state } = context;
  const after = await readNow(
    context,
    [...asked.keys()].map(({ bodyid }) => bodyid),
  );
  const standing: PlannedBody[] = [];
  const results: JournalOutcome[] = [];
  for (const [body, { failure, doubtful }] of asked) {
    const { bodyid } = body;
    const reason = failure === undefined ? 'it could not be read back' : words(failure.error);
    if (!after) {
      const unsure = failure === undefined || doubtful;
      results.push(outcomeOf(bodyid, unsure ? 'unknown' : 'unsent', { reason }));
      continue;
    }
    const record = after.get(bodyid);
    if (record === undefined) results.push(outcomeOf(bodyid, 'written', { wrote: {} }));
    else if (!sameRecord(record, body.record)) results.push(changed(body));
    else if (doubtful) {
      results.push(
        outcomeOf(bodyid, 'unknown', { reason: `still there when last read: ${reason}` }),
      );
    } else if (failure?.kind === 'rejected') results.push(outcomeOf(bodyid, 'failed', { reason }));
    else if (failure) results.push(outcomeOf(bodyid, 'unsent', { reason }));
    else if (!last) standing.push(body);
    else {
      results.push(
        outcomeOf(bodyid, 'failed', {
          reason: 'the server accepted the delete, and the record is still there',
        }),
      );
    }
  }
  await state.settle(results);
  return standing;
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

import { fieldState, sameState, sameUser, whoAndWhen } from '../diff/fieldState.js';
import type { JournalOutcome } from '../Journal.js';
import type { PlannedBody } from '../Plan.js';
import { sameValue } from '../values/sameValue.js';
import { showValue } from '../values/showValue.js';
import type { LeftField } from '../WriteReport.js';
import { type RunContext, readNow } from './RunContext.js';
import { outcomeOf } from './RunState.js';

/** Bodies in one request of the final check. */
const bodiesARequest = 1000;
/**
 * How long after the last write, in milliseconds, it is read once more: longer than the server takes for one
 * record, and as long as this run itself took from its look at a chunk to the end of writing it, because
 * another writer takes about as long. Within these limits.
 */
const gap = { least: 100, most: 3000 };

/**
 * Reads everything that was written once more. The server reads a record, merges and writes it back
 * without a lock, so another writer who had read the record before may still have put it back after it
 * was verified. Such a loss cannot be prevented from here, but it is never silent: the body becomes a
 * conflict.
 */
export async function finalCheck(
  context: RunContext,
  bodies: readonly PlannedBody[],
  onChecked: (bodies: number) => void,
): Promise<void> {
  const { state } = context;
  const written = bodies.filter(({ bodyid }) => state.outcomes.get(bodyid)?.wrote !== undefined);
  if (written.length === 0) return;
  await context.wait(
    Math.min(gap.most, Math.max(gap.least, context.window.longest)),
    context.signal,
  );
  const chunks: PlannedBody[][] = [];
  for (let at = 0; at < written.length; at += bodiesARequest) {
    chunks.push(written.slice(at, at + bodiesARequest));
  }
  const pending = chunks.values();
  const lane = async () => {
    for (const chunk of pending) {
      if (context.cutOff?.aborted) return;
      const records = await readNow(
        context,
        chunk.map(({ bodyid }) => bodyid),
        'all that was sent has been read back, but the last look at it could not be taken: ',
      );
      if (!records) return;
      const results: JournalOutcome[] = [];
      for (const { bodyid } of chunk) {
        const known = state.outcomes.get(bodyid) as JournalOutcome;
        const result = compare(known, records.get(bodyid));
        if (result) results.push(result);
      }
      await state.settle(results);
      onChecked(chunk.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(8, chunks.length) }, lane));
}

/** A new outcome, where what was written stands no longer. */
function compare(
  known: JournalOutcome,
  record: Readonly<Record<string, unknown>> | undefined,
): JournalOutcome | undefined {
  const lost: LeftField[] = [];
  const kept: [string, unknown][] = [];
  const fields = Object.entries(known.wrote ?? {});
  if (fields.every(([field, wrote]) => sameState(fieldState(record, field), wrote))) {
    return undefined;
  }
  for (const [field, wrote] of fields) {
    const now = fieldState(record, field);
    if (sameValue(now.value, wrote.value)) {
      // A request that was given up, and arrived after its repeat, has stamped the value anew.
      kept.push([field, sameUser(now.user, wrote.user) ? now : wrote]);
      continue;
    }
    lost.push({
      field,
      verdict: 'conflict',
      reason: `written as ${showValue(wrote.value)}, and changed by somebody else right after: it is ${showValue(now.value)}, ${whoAndWhen(now)}`,
    });
  }
  return outcomeOf(known.bodyid, lost.length > 0 ? 'conflict' : known.outcome, {
    ...(lost.length > 0 || known.reason === undefined ? {} : { reason: known.reason }),
    left: [...(known.left ?? []), ...lost],
    wrote: Object.fromEntries(kept) as NonNullable<JournalOutcome['wrote']>,
  });
}

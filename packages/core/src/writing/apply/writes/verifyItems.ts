import type { JournalOutcome } from '../../Journal.js';
import type { Outcome } from '../../WriteReport.js';
import { type RunContext, readNow } from '../RunContext.js';
import { readBack } from './readBack.js';
import { settleItems } from './settleItems.js';
import type { Item } from './Writing.js';

/**
 * Reads back items and settles those whose end is known.
 *
 * @param unreadable - what becomes of those that cannot be read back, unless more was known of them.
 * @returns those that do not stand as planned yet.
 */
export async function verifyItems(
  context: RunContext,
  items: readonly Item[],
  unreadable: { readonly outcome: Outcome; readonly reason: string },
): Promise<Item[]> {
  const records = await readNow(
    context,
    items.map(({ body }) => body.bodyid),
  );
  if (!records) {
    await settleItems(
      context,
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
  await context.state.settle(results);
  return waiting;
}

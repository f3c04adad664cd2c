import { quoteJson } from '../../../json/goString.js';
import { compareText } from '../../../json/goText.js';
import { BadRequest, type Call } from '../../http/Call.js';
import { compareIds } from '../Memory.js';
import type { View } from '../NeuronjsonData.js';
import { idsInRange, rangeEnd } from '../readRecords.js';

/** Answers the keys: numbers in their order on the head, texts in theirs elsewhere. */
export function answerKeys(call: Call, view: View): void {
  call.reply.json(
    view.memory === undefined
      ? listOrNull(view.data.records.keys(view.version))
      : list(view.memory.ids),
  );
}

/**
 * Answers the keys of a range, both ends included: by their numbers on the head, by numbers and
 * texts both elsewhere.
 */
export function answerKeyRange(call: Call, view: View): void {
  const first = call.parts[4];
  const last = call.parts[5];
  if (first === undefined || last === undefined) {
    throw new BadRequest("expect beginning and end keys to follow 'keyrange' endpoint");
  }
  const [low, high] = [rangeEnd(first), rangeEnd(last)];
  if (view.memory !== undefined) {
    call.reply.json(list(idsInRange(view.memory.ids, low, high)));
    return;
  }
  const keys = view.data.records.keys(view.version).filter((key) => {
    if (compareText(key, first) < 0 || compareText(key, last) > 0) return false;
    const id = rangeEnd(key);
    return compareIds(id, low) >= 0 && compareIds(id, high) <= 0;
  });
  call.reply.json(listOrNull(keys));
}

const list = (keys: readonly string[]): string => `[${keys.map(quoteJson).join(',')}]`;
const listOrNull = (keys: readonly string[]): string => (keys.length === 0 ? 'null' : list(keys));

import { goQuote } from '../../../json/goQuote.js';
import { unquoteJson } from '../../../json/goRaw.js';
import { quoteJson } from '../../../json/goString.js';
import { compareText } from '../../../json/goText.js';
import { BadRequest, type Call, parameter } from '../../http/Call.js';
import type { View } from '../NeuronjsonData.js';
import { eachField } from '../recordText.js';

/** Answers the names of fields; those of the head come from its tallies, where a name may be gone. */
export function answerFields(call: Call, view: View): void {
  const counts = view.memory?.sortedCounts() ?? countFields(view);
  if (parameter(call, 'counts') === 'true') {
    call.reply.json(`{${counts.map(([name, count]) => `${quoteJson(name)}:${count}`).join(',')}}`);
    return;
  }
  call.reply.json(`[${counts.map(([name, count]) => quoteJson(count > 0 ? name : '')).join(',')}]`);
}

function countFields({ data, version }: View): [string, number][] {
  const counts = new Map<string, number>();
  for (const key of data.records.keys(version)) {
    const record = data.records.get(version, key) as string;
    eachField(record, (start, end) => {
      const name = record.slice(start, end);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    });
  }
  return [...counts]
    .map(([name, count]): [string, number] => [unquoteJson(name), count])
    .sort(([a], [b]) => compareText(a, b));
}

/** Answers when each field was last changed. Only the head knows. */
export function answerFieldTimes(call: Call, view: View): void {
  if (view.memory === undefined) {
    throw new BadRequest(
      `unable to get fields because no in-memory db for neuronjson ${goQuote(view.instance.name)}, version ${view.version.id}`,
    );
  }
  const times = view.memory.sortedTimes();
  call.reply.json(`{${times.map(([name, time]) => `${quoteJson(name)}:${time}`).join(',')}}`);
}

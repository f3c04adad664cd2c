import type { Call } from '../../http/Call.js';
import { streamText } from '../../http/streamText.js';
import { textOf } from '../Memory.js';
import type { View } from '../NeuronjsonData.js';
import { readSelection, type Selection, selectFields } from '../selectFields.js';

/** Answers all annotations, as a stream. */
export function answerAll(call: Call, view: View): void {
  call.reply.header('content-type', 'application/json');
  const gzip = (call.request.headers['accept-encoding'] ?? '')
    .split(',')
    .some((coding) => coding.trim() === 'gzip');
  streamText(call, listAll(call, view, readSelection(call)), gzip);
}

function* listAll(call: Call, view: View, selection: Selection): Generator<string> {
  const { memory } = view;
  if (memory === undefined) {
    const records = view.data.records;
    const all = records.keys(view.version).map((key) => records.get(view.version, key) as string);
    yield* listRecords(all, selection, selection.asked.includes('bodyid') ? 0 : 2);
  } else if (selection.asked.length === 1 && selection.asked[0] === 'bodyid') {
    yield* join(memory.ids.slice(), (id) => `{"bodyid":${id}}`);
  } else {
    // The server walks a hash table, from another place each time.
    const all = [...memory.records.values()];
    const start = Math.floor(call.server.random() * all.length);
    const turned = start === 0 ? all : all.slice(start).concat(all.slice(0, start));
    yield* listRecords(turned, selection, 2);
  }
}

function* listRecords(
  records: Iterable<Parameters<typeof textOf>[0]>,
  selection: Selection,
  atLeast: number,
): Generator<string> {
  let comma = '[';
  for (const record of records) {
    const { text, count } = selectFields(textOf(record), selection);
    if (count < atLeast) continue;
    yield comma + text;
    comma = ',';
  }
  yield comma === '[' ? '[]' : ']';
}

function* join(ids: readonly string[], write: (id: string) => string): Generator<string> {
  let comma = '[';
  for (const id of ids) {
    yield comma + write(id);
    comma = ',';
  }
  yield comma === '[' ? '[]' : ']';
}

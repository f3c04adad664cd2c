import { decodeText } from '../../../json/goText.js';
import { BadRequest, type Call, parameter } from '../../http/Call.js';
import { streamText } from '../../http/streamText.js';
import { textOf } from '../Memory.js';
import type { View } from '../NeuronjsonData.js';
import type { Query } from '../query/Condition.js';
import { prepareQueries } from '../query/matchQueries.js';
import { readQueries } from '../query/readQueries.js';
import { readById } from '../readRecords.js';
import { fieldText } from '../recordText.js';
import { readSelection, selectFields, withoutNames } from '../selectFields.js';

/** Answers the annotations that match a query. */
export function answerQuery(call: Call, view: View): void {
  if (call.method !== 'post' && call.method !== 'get') {
    throw new BadRequest('only GET or POST methods allowed for /query endpoint');
  }
  const { body } = call.request;
  const queries = readQueries(body);
  if (queries === undefined) {
    throw new BadRequest(`unable to parse JSON query: ${decodeText(body)}`);
  }
  if (queries.length === 0) throw new BadRequest('no query provided');
  call.reply.header('content-type', 'application/json');
  const ids = onlyBodyIds(queries);
  streamText(
    call,
    ids === undefined ? listMatches(call, view, queries) : listBodies(call, view, ids),
  );
}

/** The ids, when queries ask for nothing but body ids: such are looked up one by one. */
function onlyBodyIds(queries: readonly Query[]): string[] | undefined {
  const ids: string[] = [];
  for (const query of queries) {
    for (const [name, condition] of query) {
      if (name !== 'bodyid' || condition.kind !== 'ints') return undefined;
      ids.push(...condition.ids);
    }
  }
  return ids;
}

function* listBodies(call: Call, view: View, ids: readonly string[]): Generator<string> {
  const selection = readSelection(call);
  let comma = '[';
  for (const id of ids) {
    const text = readById(view, id, selection);
    if (text === undefined) continue;
    yield comma + text;
    comma = ',';
  }
  yield comma === '[' ? '[]' : ']';
}

function* listMatches(call: Call, view: View, queries: readonly Query[]): Generator<string> {
  const onlyId = parameter(call, 'onlyid') === 'true';
  const { memory, data, version } = view;
  // The head honours `fields`, the store does not.
  const selection = memory === undefined ? withoutNames(readSelection(call)) : readSelection(call);
  const keys = memory?.ids.slice() ?? data.records.keys(version);
  const records = keys.map((key) =>
    memory === undefined ? data.records.get(version, key) : memory.records.get(key),
  );
  const matches = prepareQueries(queries);
  let comma = '';
  yield '[';
  for (const [i, record] of records.entries()) {
    if (!matches(record)) {
      yield '';
      continue;
    }
    const text = record === undefined ? '{}' : textOf(record);
    if (onlyId) yield comma + (memory === undefined ? fieldText(text, '"bodyid"') : keys[i]);
    else yield comma + selectFields(text, selection).text;
    comma = ',';
  }
  yield ']';
}

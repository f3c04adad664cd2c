import { compareText, encodeText } from '../../../json/goText.js';
import { BadRequest, type Call, parameter } from '../../http/Call.js';
import { streamText } from '../../http/streamText.js';
import { writeKeyValues } from '../../wire/protobuf.js';
import { writeTar } from '../../wire/tar.js';
import { textOf } from '../Memory.js';
import type { View } from '../NeuronjsonData.js';
import { idsInRange, rangeEnd } from '../readRecords.js';
import { readSelection, type Selection, selectFields, withoutNames } from '../selectFields.js';

/** Answers the annotations of a range of keys: of numbers on the head, of texts elsewhere. */
export function answerKeyRangeValues(call: Call, view: View): void {
  const first = call.parts[4];
  const last = call.parts[5];
  if (first === undefined || last === undefined) {
    throw new BadRequest("expect beginning and end keys to follow 'keyrangevalues' endpoint");
  }
  if (first === '' || last === '') {
    throw new BadRequest('must specify non-empty beginning and ending key');
  }
  const tar = parameter(call, 'jsontar') === 'true' || parameter(call, 'tar') === 'true';
  const json = parameter(call, 'json') === 'true';
  if (tar && json) throw new BadRequest('can only specify tar or json output, not both');
  const records = recordsInRange(view, first, last, readSelection(call));
  if (json) {
    call.reply.header('content-type', 'application/json');
    streamText(call, writeObject(records));
    return;
  }
  const files = [...records].map(([key, text]) => ({ key, value: encodeText(text) }));
  if (tar) {
    call.reply
      .header('content-type', 'application/tar')
      .write(writeTar(files.map(({ key, value }) => ({ name: key, bytes: value }))));
  } else call.reply.header('content-type', 'application/octet-stream').write(writeKeyValues(files));
}

/** Ids and texts. The records are those of now, whenever they are read. */
function recordsInRange(
  view: View,
  first: string,
  last: string,
  selection: Selection,
): Iterable<readonly [id: string, text: string]> {
  const [low, high] = [rangeEnd(first), rangeEnd(last)];
  const { memory, version } = view;
  if (memory !== undefined) {
    const held = idsInRange(memory.ids, low, high).map(
      (id) => [id, memory.records.get(id)] as const,
    );
    return select(held, selection);
  }
  const { records } = view.data;
  const stored = records
    .keys(version)
    .filter((key) => compareText(key, first) >= 0 && compareText(key, last) <= 0)
    .map((key) => [rangeEnd(key), records.get(version, key)] as const);
  return select(stored, selection, withoutNames(selection));
}

function* select(
  held: readonly (readonly [string, Parameters<typeof textOf>[0] | undefined])[],
  selection: Selection,
  before?: Selection,
): Generator<readonly [string, string]> {
  for (const [id, record] of held) {
    if (record === undefined) continue;
    const text = textOf(record);
    yield [
      id,
      selectFields(before === undefined ? text : selectFields(text, before).text, selection).text,
    ];
  }
}

function* writeObject(records: Iterable<readonly [string, string]>): Generator<string> {
  let comma = '{';
  for (const [id, text] of records) {
    yield `${comma}"${id}":${text}`;
    comma = ',';
  }
  yield comma === '{' ? '{}' : '}';
}

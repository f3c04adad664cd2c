import { parseUint } from '../../../json/goNumbers.js';
import { goQuote } from '../../../json/goQuote.js';
import { formatTime } from '../../formatTime.js';
import { BadRequest, type Call, parameter } from '../../http/Call.js';
import { deleteRecord } from '../deleteRecord.js';
import type { View } from '../NeuronjsonData.js';
import { type PutOptions, putRecord } from '../putRecord.js';
import { readByKey } from '../readRecords.js';
import { readSelection } from '../selectFields.js';

/** Answers a request for one annotation. */
export function answerKey(call: Call, view: View): void {
  const key = call.parts[4];
  if (key === undefined) throw new BadRequest("expect key string to follow 'key' endpoint");
  switch (call.method) {
    case 'head':
      answerExists(call, view, key);
      return;
    case 'get':
      answerGet(call, view, key);
      return;
    case 'post':
      putRecord(view, key, call.request.body, readPutOptions(call));
      return;
    case 'delete':
      deleteRecord(view, key);
      return;
    default:
      throw new BadRequest(`key endpoint does not support ${goQuote(call.method)} HTTP verb`);
  }
}

function answerExists(call: Call, { memory, data, version }: View, key: string): void {
  let found: boolean;
  if (memory === undefined) found = data.records.get(version, key) !== undefined;
  else {
    const id = parseUint(key);
    if ('error' in id) throw new BadRequest(id.error);
    found = memory.records.has(id.value);
  }
  call.reply.status(found ? 200 : 404);
}

function answerGet(call: Call, view: View, key: string): void {
  const value = readByKey(view, key, readSelection(call));
  if (value === undefined) call.reply.error(`Key ${goQuote(key)} not found`, 404);
  else call.reply.write(value);
}

/** How a write is to be done, by its parameters. */
export function readPutOptions(call: Call): PutOptions {
  const conditionals = parameter(call, 'conditional') || parameter(call, 'conditionals');
  return {
    user: parameter(call, 'u'),
    conditionals: conditionals === '' ? [] : conditionals.split(','),
    replace: parameter(call, 'replace') === 'true',
    time: formatTime(call.server.now()),
  };
}

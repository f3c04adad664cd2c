import { parseUint } from '../../../json/goNumbers.js';
import { goQuote } from '../../../json/goQuote.js';
import { formatTime } from '../../formatTime.js';
import { badRequest, type Call, parameter } from '../../http/Call.js';
import { deleteRecord } from '../deleteRecord.js';
import type { View } from '../NeuronjsonData.js';
import { type PutOptions, putRecord } from '../putRecord.js';
import { readByKey } from '../readRecords.js';
import { readSelection } from '../selectFields.js';

/** Answers a request for one annotation. */
export function answerKey(call: Call, view: View): void {
  const key = call.parts[4];
  if (key === undefined) return badRequest(call, "expect key string to follow 'key' endpoint");
  switch (call.method) {
    case 'head':
      return answerExists(call, view, key);
    case 'get':
      return answerGet(call, view, key);
    case 'post':
      return putRecord(view, key, call.request.body, readPutOptions(call));
    case 'delete':
      return deleteRecord(view, key);
    default:
      return badRequest(call, `key endpoint does not support ${goQuote(call.method)} HTTP verb`);
  }
}

function answerExists(call: Call, { memory, data, version }: View, key: string): void {
  let found: boolean;
  if (memory === undefined) found = data.records.get(version, key) !== undefined;
  else {
    const id = parseUint(key);
    if ('error' in id) return badRequest(call, id.error);
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

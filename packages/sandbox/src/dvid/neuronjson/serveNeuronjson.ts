import { BadRequest, type Call } from '../http/Call.js';
import { badApiCall } from '../instances/badApiCall.js';
import { answerInfo, answerTags } from '../instances/instanceEndpoints.js';
import { answerAll } from './endpoints/all.js';
import { answerFields, answerFieldTimes } from './endpoints/fields.js';
import { answerKey } from './endpoints/key.js';
import { answerKeyRangeValues } from './endpoints/keyRangeValues.js';
import { answerKeyRange, answerKeys } from './endpoints/keys.js';
import { answerKeyValues } from './endpoints/keyValues.js';
import { answerQuery } from './endpoints/query.js';
import { answerSchema } from './endpoints/schema.js';
import { neuronjsonHelp } from './help.js';
import type { View } from './NeuronjsonData.js';

const handlers: Readonly<Record<string, (call: Call, view: View) => void>> = {
  help: (call) => {
    call.reply.header('content-type', 'text/plain').write(`${neuronjsonHelp}\n`);
  },
  info: (call, view) => answerInfo(call, view.instance, view.version),
  tags: (call, view) => answerTags(call, view.instance),
  json_schema: (call, view) => answerSchema(call, view, 'json_schema'),
  schema: (call, view) => answerSchema(call, view, 'schema'),
  schema_batch: (call, view) => answerSchema(call, view, 'schema_batch'),
  all: answerAll,
  keys: answerKeys,
  fields: answerFields,
  fieldtimes: answerFieldTimes,
  query: answerQuery,
  keyrange: answerKeyRange,
  keyrangevalues: answerKeyRangeValues,
  keyvalues: answerKeyValues,
  key: answerKey,
};

/** Answers a request to an annotation instance. */
export function serveNeuronjson(call: Call, view: View): void {
  const endpoint = call.parts[3];
  if (endpoint === undefined) throw new BadRequest('incomplete API specification');
  const handler = Object.hasOwn(handlers, endpoint) ? handlers[endpoint] : undefined;
  if (handler === undefined) badApiCall(call, view.instance);
  else handler(call, view);
}

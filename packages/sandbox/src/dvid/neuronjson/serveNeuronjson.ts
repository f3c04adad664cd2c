import type { Call } from '../http/Call.js';
import { badRequest } from '../http/Call.js';
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

/** Answers a request to an annotation instance. */
export function serveNeuronjson(call: Call, view: View): void {
  const endpoint = call.parts[3];
  switch (endpoint) {
    case 'help':
      call.reply.header('content-type', 'text/plain').write(`${neuronjsonHelp}\n`);
      return;
    case 'info':
      return answerInfo(call, view.instance);
    case 'tags':
      return answerTags(call, view.instance);
    case 'json_schema':
    case 'schema':
    case 'schema_batch':
      return answerSchema(call, view, endpoint);
    case 'all':
      return answerAll(call, view);
    case 'keys':
      return answerKeys(call, view);
    case 'fields':
      return answerFields(call, view);
    case 'fieldtimes':
      return answerFieldTimes(call, view);
    case 'query':
      return answerQuery(call, view);
    case 'keyrange':
      return answerKeyRange(call, view);
    case 'keyrangevalues':
      return answerKeyRangeValues(call, view);
    case 'keyvalues':
      return answerKeyValues(call, view);
    case 'key':
      return answerKey(call, view);
    case undefined:
      return badRequest(call, 'incomplete API specification');
    default:
      return badApiCall(call, view.instance);
  }
}

import { goQuote } from '../../json/goQuote.js';
import { quoteJson } from '../../json/goString.js';
import { compareText, decodeText } from '../../json/goText.js';
import { badRequest, type Call } from '../http/Call.js';
import { badApiCall } from '../instances/badApiCall.js';
import { answerInfo, answerTags } from '../instances/instanceEndpoints.js';
import type { Instance, Version } from '../Server.js';
import type { KeyvalueData } from './KeyvalueData.js';

/** Answers a request to a keyvalue instance. */
export function serveKeyvalue(
  call: Call,
  instance: Instance,
  data: KeyvalueData,
  version: Version,
): void {
  switch (call.parts[3]) {
    case 'info':
      return answerInfo(call, instance);
    case 'tags':
      return answerTags(call, instance);
    case 'keys':
      call.reply.json(`[${data.values.keys(version).map(quoteJson).join(',')}]`);
      return;
    case 'key':
      return answerKey(call, data, version);
    default:
      return badApiCall(call, instance);
  }
}

function answerKey(call: Call, data: KeyvalueData, version: Version): void {
  const key = call.parts[4];
  if (key === undefined) return badRequest(call, "expect key string to follow 'key' endpoint");
  const value = data.values.get(version, key);
  switch (call.method) {
    case 'get':
      if (value === undefined || value.length === 0)
        call.reply.error(`Key ${goQuote(key)} not found`, 404);
      else call.reply.header('content-type', 'application/octet-stream').write(value);
      return;
    case 'head':
      call.reply.status(value === undefined ? 404 : 200);
      return;
    case 'post':
      data.values.set(version, key, call.request.body);
      return;
    case 'delete':
      data.values.delete(version, key);
      return;
    default:
      return badRequest(call, `key endpoint does not support ${goQuote(call.method)} HTTP verb`);
  }
}

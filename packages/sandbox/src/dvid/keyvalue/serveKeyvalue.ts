import { BadRequest, type Call, Refusal } from '../http/Call.js';
import { badApiCall } from '../instances/badApiCall.js';
import { answerInfo, answerTags } from '../instances/instanceEndpoints.js';
import type { Instance, Version } from '../Server.js';
import { answerKey } from './endpoints/key.js';
import { answerKeyRangeValues } from './endpoints/keyRangeValues.js';
import { answerKeyRange, answerKeys } from './endpoints/keys.js';
import { answerKeyValues } from './endpoints/keyValues.js';
import type { KeyvalueData } from './KeyvalueData.js';

/** A keyvalue instance in a version. */
export interface KeyView {
  readonly instance: Instance;
  readonly data: KeyvalueData;
  readonly version: Version;
}

const handlers: Readonly<Record<string, (call: Call, view: KeyView) => void>> = {
  help: (call) => {
    call.reply.header('content-type', 'text/plain').write('keyvalue: see /api/help/keyvalue\n\n');
  },
  info: (call, { instance, version }) => answerInfo(call, instance, version),
  tags: (call, { instance }) => answerTags(call, instance),
  keys: answerKeys,
  keyrange: answerKeyRange,
  keyrangevalues: answerKeyRangeValues,
  keyvalues: answerKeyValues,
  key: answerKey,
  mutations: (call) => {
    if (call.method === 'get')
      throw new BadRequest(
        'unable to write mutations to client: no jsonstore configured in [mutations] section of TOML config',
      );
    throw new BadRequest('only POST action allowed for /mappings endpoint');
  },
  'mutations-range': (call) => {
    if (call.method !== 'get') {
      throw new BadRequest('only GET action allowed for /mutations-range endpoint');
    }
    throw new Refusal('it keeps no log of mutations');
  },
};

/** Answers a request to a keyvalue instance. */
export function serveKeyvalue(
  call: Call,
  instance: Instance,
  data: KeyvalueData,
  version: Version,
): void {
  const endpoint = call.parts[3];
  if (endpoint === undefined) throw new BadRequest('incomplete API specification');
  const handler = Object.hasOwn(handlers, endpoint) ? handlers[endpoint] : undefined;
  if (handler === undefined) badApiCall(call, instance);
  else handler(call, { instance, data, version });
}

import { readBody } from '../../../json/goBody.js';
import { isUint64 } from '../../../json/goNumbers.js';
import { goQuote } from '../../../json/goQuote.js';
import { kindOf, rawElements, unquoteJson } from '../../../json/goRaw.js';
import { concatenate, encodeText } from '../../../json/goText.js';
import { BadRequest, badRequest, type Call, parameter } from '../../http/Call.js';
import { readKeys, readKeyValues, writeKeyValues } from '../../wire/protobuf.js';
import { writeBrokenTar, writeTar } from '../../wire/tar.js';
import type { View } from '../NeuronjsonData.js';
import { putRecord } from '../putRecord.js';
import { readByKey } from '../readRecords.js';
import { readSelection } from '../selectFields.js';
import { readPutOptions } from './key.js';

/** Answers a request for several annotations by their keys, or writes several. */
export function answerKeyValues(call: Call, view: View): void {
  if (call.method === 'get') {
    answerGet(call, view);
    return;
  }
  if (call.method !== 'post') {
    throw new BadRequest(`key endpoint does not support ${goQuote(call.method)} HTTP verb`);
  }
  const options = readPutOptions(call);
  for (const { key, value } of readKeyValues(call.request.body))
    putRecord(view, key, value, options);
}

function answerGet(call: Call, view: View): void {
  const tar = parameter(call, 'jsontar') === 'true' || parameter(call, 'tar') === 'true';
  const json = parameter(call, 'json') === 'true';
  let keys: readonly string[] = [];
  try {
    if (tar && json) throw new BadRequest('can only specify tar or json output, not both');
    if (json) {
      keys = readNumbersOrTexts(call.request.body);
      sendJson(call, view, keys);
    } else if (tar) {
      keys = readTexts(call.request.body);
      sendTar(call, view, keys);
    } else {
      keys = readKeys(call.request.body);
      const selection = readSelection(call);
      const pairs = keys.map((key) => ({ key, value: toBytes(readByKey(view, key, selection)) }));
      call.reply.header('content-type', 'application/octet-stream').write(writeKeyValues(pairs));
    }
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    const name = goQuote(view.instance.name);
    badRequest(call, `GET /keyvalues on ${keys.length} keys, data ${name}: ${error.message}`);
  }
}

/** Sends an object; what was found before a key that is no number has left already. */
function sendJson(call: Call, view: View, keys: readonly string[]): void {
  const selection = readSelection(call);
  call.reply.header('content-type', 'application/json').write('{');
  let comma = '';
  for (const key of keys) {
    const value = readByKey(view, key, selection);
    if (value === undefined) continue;
    if (
      parameter(call, 'check') === 'true' &&
      typeof value !== 'string' &&
      'error' in readBody(value)
    ) {
      call.reply.write(comma);
      throw new BadRequest(`bad JSON for key ${goQuote(key)}`);
    }
    call.reply.write(`${comma}"${key}":`).write(value.length === 0 ? '{}' : value);
    comma = ',';
  }
  call.reply.write('}');
}

/** Sends an archive; what was found before a key that is no number has left already. */
function sendTar(call: Call, view: View, keys: readonly string[]): void {
  const selection = readSelection(call);
  call.reply.header('content-type', 'application/tar');
  const files: { name: string; bytes: Uint8Array }[] = [];
  try {
    for (const key of keys) {
      files.push({ name: key, bytes: toBytes(readByKey(view, key, selection)) });
    }
  } catch (error) {
    if (files.length > 0) call.reply.write(writeBrokenTar(files));
    throw error;
  }
  call.reply.write(writeTar(files));
}

function toBytes(value: string | Uint8Array | undefined): Uint8Array {
  if (value === undefined) return concatenate([]);
  return typeof value === 'string' ? encodeText(value) : value;
}

/** Keys from a JSON list of numbers, or of texts. */
function readNumbersOrTexts(body: Uint8Array): string[] {
  const read = readBody(body);
  if ('error' in read) throw new BadRequest(read.error);
  if (kindOf(read.text) === 'array') {
    const elements = rawElements(read.text);
    if (elements.every((element) => element === 'null' || isUint64(element))) {
      return elements.map((element) => (element === 'null' ? '0' : element));
    }
  }
  return readTexts(body);
}

function readTexts(body: Uint8Array): string[] {
  const read = readBody(body);
  if ('error' in read) throw new BadRequest(read.error);
  const kind = kindOf(read.text);
  if (kind === 'null') return [];
  if (kind !== 'array')
    throw new BadRequest(`json: cannot unmarshal ${kind} into Go value of type []string`);
  return rawElements(read.text).map((element) => {
    const kind = kindOf(element);
    if (kind === 'string') return unquoteJson(element);
    if (kind === 'null') return '';
    throw new BadRequest(`json: cannot unmarshal ${kind} into Go value of type string`);
  });
}

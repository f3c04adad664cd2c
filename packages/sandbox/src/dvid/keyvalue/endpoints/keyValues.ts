import { readBody } from '../../../json/goBody.js';
import { isUint64 } from '../../../json/goNumbers.js';
import { goQuote } from '../../../json/goQuote.js';
import { kindOf, rawElements, rawPairs, unquoteJson } from '../../../json/goRaw.js';
import { BadRequest, badRequest, type Call, parameter } from '../../http/Call.js';
import { readKeyRequests, readKeyValues, writeKeyValues } from '../../wire/protobuf.js';
import { writeTar } from '../../wire/tar.js';
import { type ByteRange, newRange, slice } from '../byteRange.js';
import type { KeyView } from '../serveKeyvalue.js';

interface KeyRequest {
  readonly key: string;
  readonly range: ByteRange | undefined;
}

/** Answers a request for the values of several keys, or writes several. */
export function answerKeyValues(call: Call, view: KeyView): void {
  if (call.method === 'get') {
    answerGet(call, view);
    return;
  }
  if (call.method !== 'post') {
    throw new BadRequest(`key endpoint does not support ${goQuote(call.method)} HTTP verb`);
  }
  for (const { key, value } of readKeyValues(call.request.body)) {
    view.data.values.set(view.version, key, value);
  }
}

function answerGet(call: Call, view: KeyView): void {
  const tar = parameter(call, 'jsontar') === 'true' || parameter(call, 'tar') === 'true';
  const json = parameter(call, 'json') === 'true';
  let requests: readonly KeyRequest[] = [];
  try {
    if (tar && json) throw new BadRequest('can only specify tar or json output, not both');
    const { body } = call.request;
    const read = tar || json ? readRequests(body) : readKeyRequests(body).map(toRequest);
    if (tar || json) checkRanges(view, read, json);
    requests = read;
    if (json) sendJson(call, view, requests);
    else {
      const values = requests.map(
        (request) => [request.key, readValue(view, request) ?? new Uint8Array(0)] as const,
      );
      if (tar) {
        const files = values.map(([name, bytes]) => ({ name, bytes }));
        call.reply.header('content-type', 'application/tar').write(writeTar(files));
      } else {
        const pairs = values.map(([key, value]) => ({ key, value }));
        call.reply.header('content-type', 'application/octet-stream').write(writeKeyValues(pairs));
      }
    }
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    const name = goQuote(view.instance.name);
    badRequest(call, `GET /keyvalues on ${requests.length} keys, data ${name}: ${error.message}`);
  }
}

function toRequest({ key, start, end }: { key: string; start?: bigint; end?: bigint }): KeyRequest {
  return {
    key,
    range: start === undefined || end === undefined ? undefined : newRange(key, start, end),
  };
}

function readValue({ data, version }: KeyView, { key, range }: KeyRequest): Uint8Array | undefined {
  const value = data.values.get(version, key);
  return value === undefined || value.length === 0 ? undefined : slice(key, value, range);
}

/** Ranges are looked at before anything is sent. */
function checkRanges(view: KeyView, requests: readonly KeyRequest[], json: boolean): void {
  for (const request of requests) {
    if (request.range === undefined) continue;
    const value = readValue(view, request);
    if (json && value !== undefined && value.length > 0 && 'error' in readBody(value)) {
      throw new BadRequest(`bad JSON for key ${goQuote(request.key)} after byte range`);
    }
  }
}

function sendJson(call: Call, view: KeyView, requests: readonly KeyRequest[]): void {
  call.reply.header('content-type', 'application/json').write('{');
  let comma = '';
  for (const request of requests) {
    call.reply.write(comma);
    const value = readValue(view, request);
    const empty = value === undefined || value.length === 0;
    const checked = parameter(call, 'check') === 'true' || request.range !== undefined;
    if (!empty && checked && 'error' in readBody(value)) {
      throw new BadRequest(`bad JSON for key ${goQuote(request.key)}`);
    }
    call.reply.write(`"${request.key}":`).write(empty ? '{}' : value);
    comma = ',';
  }
  call.reply.write('}');
}

/** Keys from a JSON list of texts, or of objects with a key and a range. */
function readRequests(body: Uint8Array): KeyRequest[] {
  const read = readBody(body);
  if ('error' in read) throw new BadRequest(read.error);
  const kind = kindOf(read.text);
  if (kind === 'null') return [];
  if (kind !== 'array') {
    throw new BadRequest(
      `json: cannot unmarshal ${kind} into Go value of type []keyvalue.jsonKeyReadRequest`,
    );
  }
  const elements = rawElements(read.text);
  if (elements.every((element) => element === 'null' || element.startsWith('"'))) {
    return elements.map((element) => ({
      key: element === 'null' ? '' : unquoteJson(element),
      range: undefined,
    }));
  }
  return elements.map(readMembers).map(({ key, start, end }) => {
    if ((start === undefined) !== (end === undefined)) {
      throw new BadRequest(
        `range read for key ${goQuote(key)} requires both byte_start and byte_end`,
      );
    }
    return {
      key,
      range: start === undefined || end === undefined ? undefined : newRange(key, start, end),
    };
  });
}

function readMembers(raw: string): {
  key: string;
  start: bigint | undefined;
  end: bigint | undefined;
} {
  const kind = kindOf(raw);
  if (kind !== 'object' && kind !== 'null') {
    throw new BadRequest(
      `json: cannot unmarshal ${kind} into Go value of type keyvalue.jsonKeyReadRequest`,
    );
  }
  let key = '';
  const ends: { byte_start?: bigint; byte_end?: bigint } = {};
  for (const [name, value] of kind === 'null' ? [] : rawPairs(raw)) {
    const member = name.toLowerCase();
    const wrong = (type: string): never => {
      const given =
        kindOf(value) === 'number' && type === 'uint64' ? `number ${value}` : kindOf(value);
      throw new BadRequest(
        `json: cannot unmarshal ${given} into Go struct field jsonKeyReadRequest.${member} of type ${type}`,
      );
    };
    if (value === 'null') continue;
    if (member === 'key') key = kindOf(value) === 'string' ? unquoteJson(value) : wrong('string');
    else if (member === 'byte_start' || member === 'byte_end') {
      ends[member] = isUint64(value) ? BigInt(value) : wrong('uint64');
    }
  }
  return { key, start: ends.byte_start, end: ends.byte_end };
}

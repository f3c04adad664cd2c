import { parseUint } from '../../../json/goNumbers.js';
import { goQuote } from '../../../json/goQuote.js';
import { BadRequest, type Call } from '../../http/Call.js';
import { type ByteRange, newRange, readRangeHeader, slice, Unsatisfiable } from '../byteRange.js';
import type { KeyView } from '../serveKeyvalue.js';

/** Answers a request for one key. */
export function answerKey(call: Call, { data, version }: KeyView): void {
  const key = call.parts[4];
  if (key === undefined) throw new BadRequest("expect key string to follow 'key' endpoint");
  switch (call.method) {
    case 'head':
      if (data.values.get(version, key) === undefined) call.reply.status(404);
      else call.reply.header('accept-ranges', 'bytes').status(200);
      return;
    case 'get':
      answerValue(call, key, data.values.get(version, key));
      return;
    case 'post':
      data.values.set(version, key, call.request.body);
      return;
    case 'delete':
      data.values.delete(version, key);
      return;
    default:
      throw new BadRequest(`key endpoint does not support ${goQuote(call.method)} HTTP verb`);
  }
}

function answerValue(call: Call, key: string, value: Uint8Array | undefined): void {
  if (value === undefined || value.length === 0) {
    call.reply.error(`Key ${goQuote(key)} not found`, 404);
    return;
  }
  let range = readRangeParameters(call, key);
  const header = call.request.headers.range ?? '';
  if (header !== '' && range !== undefined) {
    throw new BadRequest('cannot combine Range header with byte_start/byte_end query parameters');
  }
  let partial = false;
  if (header !== '') {
    try {
      range = readRangeHeader(header, value.length);
    } catch (error) {
      if (!(error instanceof Unsatisfiable)) throw error;
      call.reply.header('content-range', `bytes */${value.length}`).error(error.message, 416);
      return;
    }
    partial = range !== undefined;
  }
  const part = slice(key, value, range);
  call.reply.header('content-type', 'application/octet-stream').header('accept-ranges', 'bytes');
  if (partial) {
    call.reply
      .header('content-range', `bytes ${range?.start}-${range?.end}/${value.length}`)
      .status(206);
  }
  call.reply.write(part);
}

function readRangeParameters(call: Call, key: string): ByteRange | undefined {
  const [start, end] = [call.query.get('byte_start')?.[0], call.query.get('byte_end')?.[0]];
  if (start === undefined && end === undefined) return undefined;
  if (start === undefined || end === undefined) {
    throw new BadRequest(
      `range read for key ${goQuote(key)} requires both byte_start and byte_end`,
    );
  }
  const read = (name: string, text: string): bigint => {
    const value = parseUint(text);
    if ('error' in value)
      throw new BadRequest(`${name} must be an unsigned integer, got ${goQuote(text)}`);
    return BigInt(value.value);
  };
  return newRange(key, read('byte_start', start), read('byte_end', end));
}

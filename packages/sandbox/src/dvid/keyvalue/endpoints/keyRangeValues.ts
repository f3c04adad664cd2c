import { readBody } from '../../../json/goBody.js';
import { BadRequest, type Call, parameter } from '../../http/Call.js';
import { writeKeyValues } from '../../wire/protobuf.js';
import { writeTar } from '../../wire/tar.js';
import type { KeyView } from '../serveKeyvalue.js';
import { keysInRange } from './keys.js';

/** Answers the values of a range of keys. */
export function answerKeyRangeValues(call: Call, { data, version }: KeyView): void {
  const [, , , , first, last] = call.parts;
  if (first === undefined || last === undefined) {
    throw new BadRequest("expect beginning and end keys to follow 'keyrangevalues' endpoint");
  }
  const tar = parameter(call, 'jsontar') === 'true' || parameter(call, 'tar') === 'true';
  const json = parameter(call, 'json') === 'true';
  if (tar && json) throw new BadRequest('can only specify tar or json output, not both');
  const values = keysInRange(data.values.keys(version), first, last)
    .map((key) => [key, data.values.get(version, key) as Uint8Array] as const)
    .filter(([, value]) => value.length > 0);
  if (tar) {
    const files = values.map(([name, bytes]) => ({ name, bytes }));
    call.reply.header('content-type', 'application/tar').write(writeTar(files));
  } else if (json) {
    call.reply.header('content-type', 'application/json').write('{');
    let comma = '';
    for (const [key, value] of values) {
      call.reply.write(comma);
      comma = ',';
      // What is no JSON ends the list silently.
      if (parameter(call, 'check') === 'true' && 'error' in readBody(value)) break;
      call.reply.write(`"${key}":`).write(value);
    }
    call.reply.write('}');
  } else {
    const pairs = values.map(([key, value]) => ({ key, value }));
    call.reply.header('content-type', 'application/octet-stream').write(writeKeyValues(pairs));
  }
}

import { readBody } from '../../json/goBody.js';
import { parseUint } from '../../json/goNumbers.js';
import { goQuote } from '../../json/goQuote.js';
import { kindOf } from '../../json/goRaw.js';
import { BadRequest, Refusal } from '../http/Call.js';
import { readFields, readStored, writeRecord } from './fields.js';
import type { View } from './NeuronjsonData.js';
import { putSchema } from './schema/schemas.js';
import { validateRecord } from './schema/validateRecord.js';
import { type Fields, updateRecord } from './updateRecord.js';

/** How a record is written. */
export interface PutOptions {
  readonly user: string;
  readonly conditionals: readonly string[];
  readonly replace: boolean;
  /** RFC 3339, to the second. */
  readonly time: string;
}

/**
 * Writes an annotation: checks it, merges it into the stored one, and keeps the result.
 *
 * @throws BadRequest when the server refuses it, Refusal when the server would hang
 */
export function putRecord(view: View, key: string, body: Uint8Array, options: PutOptions): void {
  if (options.user === '')
    throw new BadRequest('cannot alter neuronjson data without a valid user');
  if (key === '0') throw new BadRequest('body id 0 is reserved and so cannot be stored');
  if (key === 'schema' || key === 'schema_batch') {
    putSchema(view, key, body);
    return;
  }
  const posted = readPosted(validateRecord(view, body));
  const id = checkBodyId(posted, key);
  const before = view.data.records.get(view.version, key);
  for (const name of ['bodyid_user', 'bodyid_time']) {
    if (posted.has(name)) throw new BadRequest(`'${name}' field not allowed`);
  }
  const stored = before === undefined ? undefined : readStored(before);
  updateRecord(posted, stored, options);
  const record = writeRecord(posted);
  const { memory } = view;
  if (memory !== undefined) {
    for (const [name, field] of posted) {
      if (!name.endsWith('_time') || field.text.startsWith('"')) continue;
      throw new Refusal(
        `field ${goQuote(name)} is no text; the real server fails here and hangs on every later request for this version. Nothing was written`,
      );
    }
    memory.records.set(id, record.memory);
    for (const name of stored?.keys() ?? []) memory.count(name, -1);
    for (const [name, field] of posted) {
      memory.count(name, 1);
      if (name.endsWith('_time')) memory.setTime(name.slice(0, -5), field.text);
    }
    memory.add(id);
  }
  view.data.store(view.version, key, record.stored);
}

function readPosted(body: Uint8Array): Fields {
  const read = readBody(body);
  if ('error' in read) throw new BadRequest(read.error);
  const kind = kindOf(read.text);
  if (kind === 'null') return new Map();
  if (kind === 'object') return readFields(read.text);
  throw new BadRequest(
    `json: cannot unmarshal ${kind} into Go value of type map[string]json.RawMessage`,
  );
}

/** The body id, which must be that of the key. */
function checkBodyId(posted: Fields, key: string): string {
  const bodyid = posted.get('bodyid');
  if (bodyid === undefined) throw new BadRequest("neuronjson data must have 'bodyid' field");
  if (bodyid.type !== 'uint') throw new BadRequest("neuronjson 'bodyid' field must be uint64");
  const id = parseUint(key);
  if ('error' in id)
    throw new BadRequest(`key ${goQuote(key)} must be a valid uint64: ${id.error}`);
  if (id.value !== bodyid.text) {
    throw new BadRequest(`neuronjson 'bodyid' field ${bodyid.text} must match key ${id.value}`);
  }
  return id.value;
}

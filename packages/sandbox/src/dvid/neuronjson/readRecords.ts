import { parseUint } from '../../json/goNumbers.js';
import { BadRequest } from '../http/Call.js';
import { compareIds, textOf } from './Memory.js';
import type { SchemaName, View } from './NeuronjsonData.js';
import { getSchema } from './schema/schemas.js';
import { type Selection, selectFields } from './selectFields.js';

/** The text of a body's record in a version, with the fields of a selection. */
export function readById(view: View, id: string, selection: Selection): string | undefined {
  const held = view.memory?.records.get(id);
  const record =
    view.memory === undefined ? view.data.records.get(view.version, id) : held && textOf(held);
  return record === undefined ? undefined : selectFields(record, selection).text;
}

/**
 * What is stored under a key: a record, or the schema of that name.
 *
 * @throws BadRequest for a key that is no number
 */
export function readByKey(
  view: View,
  key: string,
  selection: Selection,
): string | Uint8Array | undefined {
  if (key === 'schema' || key === 'schema_batch') return getSchema(view, key satisfies SchemaName);
  const id = parseUint(key);
  if ('error' in id) throw new BadRequest(id.error);
  return readById(view, id.value, selection);
}

/** The end of a range of keys as a number: anything above the digits is the largest, below them 0. */
export function rangeEnd(key: string): string {
  if (key === '') throw new BadRequest('key string is empty');
  if (key > '9' && !key.startsWith('9')) return '18446744073709551615';
  if (key < '0') return '0';
  const id = parseUint(key);
  if ('error' in id) throw new BadRequest(id.error);
  return id.value;
}

/** The ids of the head from one number to another, both included. */
export function idsInRange(ids: readonly string[], first: string, last: string): string[] {
  return ids.slice(lowerBound(ids, first, false), lowerBound(ids, last, true));
}

function lowerBound(ids: readonly string[], id: string, above: boolean): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareIds(ids[middle] as string, id);
    if (order < 0 || (above && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

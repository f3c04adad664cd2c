import { parseUint } from '../../json/goNumbers.js';
import { unquoteJson } from '../../json/goRaw.js';
import { BadRequest } from '../http/Call.js';
import { textOf } from './Memory.js';
import type { View } from './NeuronjsonData.js';
import { eachField } from './recordText.js';
import { deleteSchema } from './schema/schemas.js';

/**
 * Deletes the annotation of a key in this version, there or not; or the schema of that name.
 *
 * @throws BadRequest for a key that is no number
 */
export function deleteRecord(view: View, key: string): void {
  if (key === 'schema' || key === 'schema_batch') {
    deleteSchema(view, key);
    return;
  }
  const id = parseUint(key);
  if ('error' in id) throw new BadRequest(id.error);
  const { memory } = view;
  const held = memory?.records.get(id.value);
  if (memory !== undefined && held !== undefined) {
    const record = textOf(held);
    eachField(record, (start, end) => memory.count(unquoteJson(record.slice(start, end)), -1));
    memory.records.delete(id.value);
    memory.remove(id.value);
  }
  view.data.forget(view.version, key);
}

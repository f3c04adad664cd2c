import * as z from 'zod/mini';
import type { Annotation } from '../annotations/Annotation.js';
import { highestBodyId } from '../integers/isBodyId.js';
import { decode } from '../transport/readJson.js';

const record = z.looseObject({ bodyid: z.custom((value) => isStoredId(value), 'a body id') });

/**
 * Takes what was read for annotations, in place, once each has a body id. Only that is checked: all
 * other fields are open. Empty records are left out: the server lists a body that was deleted as one.
 *
 * @param number - how many records were read before, for messages.
 * @throws DecodeError for a value that is no record.
 */
export function checkRecords(values: unknown[], number: number, source: string): Annotation[] {
  let empty = false;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as { bodyid?: unknown } | null;
    // The schema costs many times what parsing costs: it is asked for the message alone.
    if (typeof value === 'object' && value !== null && isStoredId(value.bodyid)) continue;
    if (isEmptyRecord(value)) empty = true;
    else decode(value, record, `record ${number + index + 1} of ${source}`);
  }
  const records = values as Annotation[];
  return empty ? records.filter((value) => !isEmptyRecord(value)) : records;
}

/** The server refuses to write body 0, but what it holds is read. */
function isStoredId(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0;
  return typeof value === 'bigint' && value > 0n && value <= highestBodyId;
}

function isEmptyRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const _ in value) return false;
  return true;
}

import type { Annotation } from '../annotations/Annotation.js';
import { DecodeError } from '../errors/DecodeError.js';
import { highestBodyId } from '../integers/isBodyId.js';

/**
 * Takes what was read for annotations, in place, once each has a body id. Only that is checked: all
 * other fields are open. A schema would cost many times what parsing costs, and weigh as much as the
 * reader. Empty records are left out: the server lists a body that was deleted as one.
 *
 * @param number - how many records were read before, for messages.
 * @throws DecodeError for a value that is no record.
 */
export function checkRecords(values: unknown[], number: number, source: string): Annotation[] {
  let empty = false;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as { bodyid?: unknown } | null;
    if (typeof value === 'object' && value !== null && isStoredId(value.bodyid)) continue;
    if (isEmptyRecord(value)) empty = true;
    else {
      throw new DecodeError(
        `Record ${number + index + 1} of ${source} is not what it should be: ${fault(value)}. The server may run another version.`,
      );
    }
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

function fault(value: unknown): string {
  if (value === null || Array.isArray(value) || typeof value !== 'object') {
    return `expected an object, not ${Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`}`;
  }
  return 'bodyid' in value ? 'its bodyid is not a body id' : 'it has no bodyid';
}

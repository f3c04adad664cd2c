import { InputError, type Table } from '@clio/core';
import { readJson } from '../json/readJson.js';
import { isRecord, kindOf, type PlacedRecord, recordsTable } from './recordsTable.js';

/**
 * Reads NDJSON: an object a line; empty lines are left out.
 *
 * @throws InputError for a line that is broken or no object.
 */
export function readNdjsonTable(text: string, source: string): Table {
  const records: PlacedRecord[] = [];
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue;
    const row = at + 1;
    let scientific: Map<string, string> | undefined;
    const onScientific = ([name]: readonly (string | number)[], written: string) => {
      scientific = (scientific ?? new Map<string, string>()).set(String(name), written);
    };
    const record = readJson(line, source, { firstLine: row, onScientific });
    if (!isRecord(record)) {
      const hint = Array.isArray(record) ? ' If the file is one JSON list, name it .json.' : '';
      throw new InputError(
        `${source}, line ${row}: this is ${kindOf(record)}, not an object. Each line of NDJSON is one record, {"bodyid": 1, …}.${hint}`,
        { place: { source, row } },
      );
    }
    records.push({ row, record, scientific });
  }
  return recordsTable(records, source, 'ndjson');
}

import { InputError, type Table } from '@clio/core';
import { readJson } from '../json/readJson.js';
import { isRecord, keepWritten, kindOf, type PlacedRecord, recordsTable } from './recordsTable.js';

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
    let written: Map<string, string> | undefined;
    const onOddInteger = ([name]: readonly (string | number)[], text: string) => {
      written ??= new Map();
      keepWritten(written, String(name), text);
    };
    const record = readJson(line, source, { firstLine: row, onOddInteger });
    if (!isRecord(record)) {
      const hint = Array.isArray(record) ? ' If the file is one JSON list, name it .json.' : '';
      throw new InputError(
        `${source}, line ${row}: this is ${kindOf(record)}, not an object. Each line of NDJSON is one record, {"bodyid": 1, …}.${hint}`,
        { place: { source, row } },
      );
    }
    records.push({ row, record, written });
  }
  return recordsTable(records, source, 'ndjson');
}

import { InputError, type Table } from '@clio/core';
import { readJson } from '../json/readJson.js';
import { isRecord, keepWritten, kindOf, type PlacedRecord, recordsTable } from './recordsTable.js';

/**
 * Reads a JSON document: a list of records, one record, or an object of records by body id.
 *
 * @throws InputError for broken JSON, and for a document of another form.
 */
export function readJsonTable(text: string, source: string, keyColumn = 'bodyid'): Table {
  const marks = new Map<string | number, Map<string, string>>();
  const mark = (path: readonly (string | number)[], text: string) => {
    const [outer = '', name] = path;
    const inner = name === undefined ? outer : name;
    const holder = name === undefined ? '' : outer;
    const names = marks.get(holder) ?? new Map<string, string>();
    keepWritten(names, String(inner), text);
    marks.set(holder, names);
  };
  const keys: string[] = [];
  const onOuterName = (name: string) => void keys.push(name);
  const value = readJson(text, source, { onOddInteger: mark, onOuterName });
  const refuse = (problem: string, row?: number): never => {
    const where = row === undefined ? source : `${source}, record ${row}`;
    throw new InputError(
      `${where}: ${problem}. A table in JSON is a list of objects, [{"${keyColumn}": 1, …}, …], or an object of objects by body id, {"1": {…}, …}.`,
      { place: { source, ...(row !== undefined && { row }) } },
    );
  };

  if (Array.isArray(value)) {
    const records = value.map((record, at): PlacedRecord => {
      if (!isRecord(record)) return refuse(`this is ${kindOf(record)}, not an object`, at + 1);
      return { row: at + 1, record, written: marks.get(at) };
    });
    return recordsTable(records, source, 'json', records.length === 0 ? keyColumn : undefined);
  }
  if (!isRecord(value)) return refuse(`the document is ${kindOf(value)}`);
  if (Object.hasOwn(value, keyColumn) && !isRecord(value[keyColumn])) {
    return recordsTable([{ row: 1, record: value, written: marks.get('') }], source, 'json');
  }
  const records = keys.map((key, at): PlacedRecord => {
    const row = at + 1;
    const record = value[key];
    if (!isRecord(record))
      return refuse(`${JSON.stringify(key)} holds ${kindOf(record)}, not an object`, row);
    const { [keyColumn]: inner, ...rest } = record;
    if (inner !== undefined && String(inner) !== key) {
      return refuse(
        `the record under ${JSON.stringify(key)} says that its ${keyColumn} is ${String(inner)}`,
        row,
      );
    }
    return { row, key, record: rest, written: marks.get(key) };
  });
  return recordsTable(records, source, 'json', keyColumn);
}

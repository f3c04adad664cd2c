import { streamAnnotations } from '../../annotations/streamAnnotations.js';
import type { DatasetClient } from '../../client/Client.js';
import type { BodyId } from '../../integers/BodyId.js';
import { decideColumn } from '../../tables/decideColumn.js';
import { countFieldKinds, type FieldKinds } from '../../tables/FieldKinds.js';
import type { TableIds } from '../../tables/readBodyIds.js';
import { recordsFromTable, type TableRecords, textCells } from '../../tables/recordsFromTable.js';
import type { Table } from '../../tables/Table.js';
import { fieldState, type RecordWithStamps } from '../diff/fieldState.js';
import type { SchemaFacts } from '../facts/schemaFacts.js';
import type { PlanOptions } from '../PlanOptions.js';
import { isEmptyValue } from '../values/isEmptyValue.js';

/** What the cells of a table get their types from. */
export interface TableFacts {
  readonly options: PlanOptions;
  readonly records: ReadonlyMap<BodyId, RecordWithStamps>;
  readonly schemas: readonly SchemaFacts[];
  readonly known: ReadonlySet<string>;
  readonly uuid: string;
}

/**
 * Reads a table into records. Where neither caller, schema nor the table's own bodies tell what a field
 * holds, and the cells could be more than text, other records of the dataset are looked at.
 */
export async function readTableInput(
  client: DatasetClient,
  table: Table,
  ids: TableIds,
  { options, records, schemas, known, uuid }: TableFacts,
): Promise<TableRecords> {
  const schemaTypes = new Map(
    // The one that is enforced goes before the other.
    [...schemas].reverse().flatMap(({ types }) => [...types]),
  );
  const fieldTypes = countFieldKinds(records.values());
  const open = table.columns.filter(
    (column, index) =>
      column !== options.idColumn &&
      known.has(column) &&
      !fieldTypes.has(column) &&
      !schemaTypes.has(column) &&
      options.types?.[column] === undefined &&
      isOpen(textCells(table, index, options.clearMarker)),
  );
  if (open.length > 0) {
    for (const [field, kinds] of await sampleKinds(client, open, uuid, options.signal)) {
      fieldTypes.set(field, kinds);
    }
  }
  return recordsFromTable(table, {
    idColumn: options.idColumn,
    types: options.types,
    schemaTypes,
    fieldTypes,
    current: (bodyid, field) => fieldState(records.get(bodyid), field).value,
    clearMarker: options.clearMarker,
    designatedUserColumn: options.designatedUserColumn,
    ids,
  });
}

/** Whether the cells of a column could be something else than text, so that it matters what the field holds elsewhere. */
function isOpen(cells: readonly string[]): boolean {
  const decided = decideColumn(cells, {});
  if (decided === undefined) return false;
  return decided.type !== 'text' || cells.some((cell) => /[,[{]|^\s*-?\d/.test(cell));
}

/** Records that are looked at for what a field holds, where the bodies of the table do not tell. */
const sampled = 5000;

/** What fields hold in other records of the dataset: as many as it takes to see each field. */
async function sampleKinds(
  client: DatasetClient,
  fields: readonly string[],
  version: string,
  signal: AbortSignal | undefined,
): Promise<Map<string, FieldKinds>> {
  const seen: RecordWithStamps[] = [];
  const missing = new Set(fields);
  for await (const record of streamAnnotations(client, {}, { version, signal })) {
    seen.push(record);
    for (const field of missing) if (!isEmptyValue(record[field])) missing.delete(field);
    // A few more than the first, so that one odd record does not decide.
    if ((missing.size === 0 && seen.length >= 200) || seen.length >= sampled) break;
  }
  const kinds = countFieldKinds(seen);
  return new Map([...kinds].filter(([field]) => fields.includes(field)));
}

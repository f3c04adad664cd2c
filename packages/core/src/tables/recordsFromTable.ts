import { InputError } from '../errors/InputError.js';
import type { BodyId } from '../integers/BodyId.js';
import type { Notice } from '../writing/Plan.js';
import type { Problem } from '../writing/Problem.js';
import { sameValue } from '../writing/values/sameValue.js';
import type { ColumnType } from './ColumnType.js';
import { cellText, textOfCell } from './cellText.js';
import { type DecidedColumn, decideColumn } from './decideColumn.js';
import type { FieldKinds } from './FieldKinds.js';
import { hidesInteger, parseCell } from './parseCell.js';
import { readBodyIds, type TableIds } from './readBodyIds.js';
import type { Table, TableCell, TableValue } from './Table.js';

/** Settings of {@link recordsFromTable}. */
export interface TableRecordOptions {
  /** Column that holds the body ids, exactly as the table names it. Default `bodyid`. */
  readonly idColumn?: string | undefined;
  /** Types that are decided, by column. */
  readonly types?: Readonly<Record<string, ColumnType>> | undefined;
  /** Types from the dataset's JSON schema, by field. */
  readonly schemaTypes?: ReadonlyMap<string, ColumnType> | undefined;
  /** What the fields hold in the dataset. */
  readonly fieldTypes?: ReadonlyMap<string, FieldKinds> | undefined;
  /**
   * The value that a body has in a field. A cell that reads as this value would be written is this
   * value: so a table comes back unchanged, digits that are text among its cells.
   */
  readonly current?: ((bodyid: BodyId, field: string) => unknown) | undefined;
  /** A cell with exactly this text clears the field. Default: no cell does. */
  readonly clearMarker?: string | undefined;
  /** Column that says in whose name a row is written. */
  readonly designatedUserColumn?: string | undefined;
  /** What {@link readBodyIds} gave, where it has been called already. */
  readonly ids?: TableIds | undefined;
}

/** A row of a table as a record. */
export interface TableRecord {
  readonly bodyid: BodyId;
  /** Where it stands in the table. */
  readonly row: number;
  /** Fields to write; `null` clears. Empty cells are left out. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly designatedUser?: string | undefined;
  /** The id looks rounded, for this reason. */
  readonly suspect?: string | undefined;
}

/** A table as records, with what is to be said about it and everything that is wrong with it. */
export interface TableRecords {
  readonly records: readonly TableRecord[];
  readonly notices: readonly Notice[];
  readonly problems: readonly Problem[];
}

/**
 * Gives the cells of a table their types. The type of a column is the one asked for, or else that of
 * the dataset's JSON schema, or else that of the values which the field holds, or else the strictest
 * one that takes all its cells:
 *
 * | cells | type |
 * | --- | --- |
 * | `395`, `-7`, `395.0` within 64 bits | integer |
 * | these and `0.5`, `1.5e-7` | number |
 * | `true`, `False` | boolean |
 * | anything else, `007`, `1e5`, `none`, `NA`, `null`, `1,2,3` among them | text |
 *
 * An empty cell changes nothing. A cell of a JSON document has its type already.
 *
 * @throws InputError when the table has no column for the ids, or lacks one that was named.
 *
 * @example
 * ```ts
 * const { records, notices, problems } = recordsFromTable(table, { idColumn: 'root_id' });
 * for (const notice of notices) console.error(notice.message); // column side: text
 * ```
 */
export function recordsFromTable(table: Table, options: TableRecordOptions = {}): TableRecords {
  const { idColumn = 'bodyid', designatedUserColumn } = options;
  const ids = options.ids ?? readBodyIds(table, idColumn);
  requireColumn(table, designatedUserColumn, 'holds the designated users');
  for (const name of Object.keys(options.types ?? {})) {
    requireColumn(table, name, 'was given a type');
  }
  const notices: Notice[] = [
    ...(table.notes ?? []).map((message) => ({ kind: 'table' as const, message })),
    ...ids.notices,
  ];
  const problems: Problem[] = [...ids.problems];

  const columns: Column[] = [];
  for (const [index, name] of table.columns.entries()) {
    if (name === idColumn || name === designatedUserColumn) continue;
    const reserved = reservedField(name);
    if (reserved !== undefined && standsThere(table, index, name, ids, options)) continue;
    if (reserved !== undefined) {
      problems.push({
        rule: 'reserved',
        refuses: true,
        reason: reserved,
        source: table.source,
        row: headerRow(table, index),
        column: name,
        field: name,
      });
      continue;
    }
    const column = decide(table, index, name, options);
    if (column.decided) notices.push(columnNotice(name, column.decided));
    columns.push(column);
  }

  const userIndex =
    designatedUserColumn === undefined ? -1 : table.columns.indexOf(designatedUserColumn);
  const records: TableRecord[] = [];
  for (const [position, { row, cells }] of table.rows.entries()) {
    const bodyid = ids.ids[position];
    const fields: [string, unknown][] = [];
    for (const column of columns) {
      const read = readCell(cells[column.index], column, bodyid, options, table);
      if (read === undefined) continue;
      if ('value' in read) {
        fields.push([column.name, read.value]);
        continue;
      }
      problems.push({
        rule: 'type',
        refuses: true,
        reason: read.problem,
        source: table.source,
        row,
        column: column.name,
        field: column.name,
        bodyid,
      });
    }
    if (bodyid === undefined) continue;
    const user = userIndex < 0 ? undefined : cells[userIndex];
    const designatedUser = user === undefined ? '' : textOf(user).trim();
    records.push({
      bodyid,
      row,
      // A field may be named `__proto__`; fromEntries makes it a plain property.
      fields: Object.fromEntries(fields),
      ...(designatedUser === '' ? {} : { designatedUser }),
      ...(ids.suspects.has(position) ? { suspect: ids.suspects.get(position) } : {}),
    });
  }
  return { records, notices, problems };
}

/** Nobody can read a longer name, and what has one is most often no table. */
const longestName = 1000;

/** Why a name is no field for a caller to write, or undefined when it is one. */
export function reservedField(name: string): string | undefined {
  if (name === 'bodyid') return 'bodyid is the id of the record and cannot be a field';
  if (name.trim() === '') return 'a field needs a name';
  if (name.length > longestName) {
    return `a name of ${name.length} characters is no field; check what separates the columns`;
  }
  if (name.endsWith('_user') || name.endsWith('_time')) {
    return `${name} is reserved: the server itself keeps there who set a value and when. Leave it out`;
  }
  return undefined;
}

interface Column {
  readonly index: number;
  readonly name: string;
  readonly decided: DecidedColumn | undefined;
  /** Cells that do not fit the type may stay text, because the field holds texts as well. */
  readonly orText: boolean;
}

/** The cells of a column that are text, as far as a type is to be found for them. */
export function textCells(table: Table, index: number, clearMarker?: string): string[] {
  const texts: string[] = [];
  for (const { cells } of table.rows) {
    const cell = cells[index];
    if (cell === undefined) continue;
    const text = isText(cell, table) ? textOf(cell) : '';
    if (text.trim() !== '' && text !== clearMarker) texts.push(text);
  }
  return texts;
}

function decide(table: Table, index: number, name: string, options: TableRecordOptions): Column {
  const held = options.fieldTypes?.get(name);
  const asked = own(options.types, name);
  const texts = textCells(table, index, options.clearMarker);
  const decided =
    texts.length === 0 && asked === undefined
      ? undefined
      : decideColumn(texts, { asked, schema: options.schemaTypes?.get(name), held });
  return {
    index,
    name,
    decided,
    orText: decided?.by === 'values' && (held?.counts.text ?? 0) > 0,
  };
}

/**
 * Whether every cell of a column is empty or says what its body holds already: so the list of a dataset
 * comes back although it shows what is nobody's to write, such as who set a value.
 */
function standsThere(
  table: Table,
  index: number,
  name: string,
  { ids }: TableIds,
  { current }: TableRecordOptions,
): boolean {
  if (current === undefined) return false;
  return table.rows.every(({ cells }, position) => {
    const cell = cells[index];
    const bodyid = ids[position];
    if (cell === undefined || (typeof cell === 'string' && cell.trim() === '')) return true;
    const value = bodyid === undefined ? undefined : current(bodyid, name);
    if (typeof cell === 'string') return value !== undefined && readsAs(cell, value);
    return cell.value === null || (value !== undefined && sameValue(cell.value, value));
  });
}

/** Text whose type the column decides: a text cell, or a typed cell of a spreadsheet, where `5` may have been text. */
function isText(cell: Exclude<TableCell, undefined>, table: Table): boolean {
  if (typeof cell === 'string') return true;
  return table.format === 'xlsx' && cell.doubtful === undefined && cell.value !== null;
}

function textOf(cell: Exclude<TableCell, undefined>): string {
  return typeof cell === 'string' ? cell : cellText(cell.value);
}

function readCell(
  cell: TableCell,
  column: Column,
  bodyid: BodyId | undefined,
  options: TableRecordOptions,
  table: Table,
): { value: unknown } | { problem: string } | undefined {
  if (cell === undefined) return undefined;
  const { decided } = column;
  // What stands there already is no change, whatever type the column has: only a type that was asked for
  // is a wish to change it.
  const current =
    bodyid === undefined || decided?.by === 'asked'
      ? undefined
      : options.current?.(bodyid, column.name);
  if (!isText(cell, table)) {
    const typed = cell as TableValue;
    const clears = typed.value === options.clearMarker;
    if (current !== undefined && !clears && sameValue(typed.value, current))
      return { value: current };
    return readTyped(typed, decided, options.clearMarker);
  }
  const text = textOf(cell);
  if (text === options.clearMarker) return { value: null };
  if (text.trim() === '') return undefined;
  if (current !== undefined && readsAs(text, current)) return { value: current };
  const parsed =
    hidden(text, decided) ?? parseCell(text, decided?.type ?? 'text', decided?.members);
  if ('value' in parsed) return parsed;
  if (column.orText) return { value: textOfCell(text) };
  return { problem: `${parsed.problem}; ${why(column.name, decided)}` };
}

/** A cell in scientific notation is no number, but where numbers were asked for, and no last digit is missing. */
function hidden(text: string, decided: DecidedColumn | undefined): { problem: string } | undefined {
  if (decided === undefined || decided.by === 'asked') return undefined;
  const numbers =
    decided.type === 'number' || decided.type === 'integer'
      ? [text]
      : decided.type === 'list' && decided.members !== 'texts'
        ? text.split(',')
        : [];
  const found = numbers.find(hidesInteger);
  if (found === undefined) return undefined;
  return {
    problem: `${JSON.stringify(found.trim())} is in scientific notation, which may hide a rounded number; write all digits`,
  };
}

/** Whether a cell is how a value is written; of lists and objects any JSON of the same content. */
function readsAs(text: string, value: unknown): boolean {
  if (cellText(value) === text) return true;
  if (typeof value !== 'object') return false;
  const parsed = parseCell(text, 'json');
  return 'value' in parsed && sameValue(parsed.value, value);
}

function readTyped(
  { value, doubtful }: TableValue,
  decided: DecidedColumn | undefined,
  clearMarker: string | undefined,
): { value: unknown } | { problem: string } | undefined {
  if (value === null || value === undefined) {
    return value === null && clearMarker === 'null' ? { value: null } : undefined;
  }
  if (typeof value === 'string' && value === clearMarker) return { value: null };
  const asked = decided?.by === 'asked' ? decided.type : undefined;
  if (doubtful !== undefined) {
    // A fraction is as exact as the spreadsheet's own number; an integer or a date may not be.
    const fraction = typeof value === 'number' && !Number.isInteger(value);
    if (asked === 'text' && typeof value === 'string') return { value };
    if (fraction && asked !== 'text' && asked !== 'integer') return { value };
    if (asked === 'number' && Number.isSafeInteger(value)) return { value };
    return { problem: `the cell ${doubtful}` };
  }
  if (asked === undefined || fits(value, asked)) return { value };
  if (value === '') return undefined;
  if (asked === 'text') return { value: cellText(value) };
  const parsed = parseCell(cellText(value), asked, decided?.members);
  return 'value' in parsed ? parsed : { problem: `${parsed.problem}; ${why('it', decided)}` };
}

function fits(value: unknown, type: ColumnType): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(value);
    case 'number':
      return typeof value === 'bigint' || typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'json':
      return true;
  }
}

const typeNames: Readonly<Record<ColumnType, string>> = {
  text: 'text',
  integer: 'integers',
  number: 'numbers',
  boolean: 'true or false',
  list: 'lists',
  json: 'JSON',
};

function why(name: string, decided: DecidedColumn | undefined): string {
  const type = typeNames[decided?.type ?? 'text'];
  switch (decided?.by) {
    case 'asked':
      return `${name} was to hold ${type}`;
    case 'schema':
      return `the dataset's schema wants ${type} in ${name}`;
    case 'cells':
      return `${name} holds ${type} in its other cells; correct the cell, or decide the type of the column`;
    default:
      return `${name} holds ${type} in this dataset; correct the cell, or decide the type of the column`;
  }
}

const deciders: Readonly<Record<DecidedColumn['by'], string>> = {
  asked: 'as asked',
  schema: "by the dataset's schema",
  values: 'as the dataset holds it',
  cells: 'by its cells',
};

function columnNotice(name: string, { type, by }: DecidedColumn): Notice {
  return { kind: 'column-type', message: `column ${name}: ${type} (${deciders[by]})`, field: name };
}

function requireColumn(table: Table, name: string | undefined, role: string): void {
  if (name === undefined || table.columns.includes(name)) return;
  throw new InputError(
    `${table.source} has no column ${name}, which ${role}. Its columns are: ${table.columns.slice(0, 20).join(', ')}.`,
    { place: { source: table.source, column: name } },
  );
}

/** A JSON document has no header: the first record that has the field stands for it. */
function headerRow(table: Table, index: number): number {
  if (table.format === 'json' || table.format === 'ndjson') {
    return table.rows.find(({ cells }) => cells[index] !== undefined)?.row ?? 1;
  }
  return 1;
}

function own<T>(map: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}

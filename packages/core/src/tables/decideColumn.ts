import type { ColumnType } from './ColumnType.js';
import { commonestKind, type FieldKinds } from './FieldKinds.js';
import { typeOfCells } from './parseCell.js';

/** The type of a column, and what decided it. */
export interface DecidedColumn {
  readonly type: ColumnType;
  /** `asked`: the caller; `schema`: the dataset's JSON schema; `values`: what the field holds; `cells`: the column itself. */
  readonly by: 'asked' | 'schema' | 'values' | 'cells';
  /** Of a list: its members are texts, even where they look like numbers. */
  readonly textList: boolean;
}

/** What may decide the type of a column, in this order. */
export interface ColumnFacts {
  readonly asked?: ColumnType | undefined;
  readonly schema?: ColumnType | undefined;
  readonly held?: FieldKinds | undefined;
}

/** Decides the type of a column; undefined when it has no cell to type. */
export function decideColumn(
  cells: Iterable<string>,
  facts: ColumnFacts,
): DecidedColumn | undefined {
  const { asked, schema, held } = facts;
  const textList = held !== undefined && held.textLists * 2 > held.counts.list;
  if (asked) return { type: asked, by: 'asked', textList };
  if (schema) return { type: schema, by: 'schema', textList };
  const kind = held && commonestKind(held);
  if (kind) {
    // A field of whole numbers takes a fraction as well; only a schema or the caller may forbid it.
    const type = kind === 'integer' && typeOfCells(cells) !== 'integer' ? 'number' : kind;
    return { type, by: 'values', textList };
  }
  const type = typeOfCells(cells);
  return type && { type, by: 'cells', textList: false };
}

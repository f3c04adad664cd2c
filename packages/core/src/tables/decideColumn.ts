import type { ColumnType } from './ColumnType.js';
import { commonestKind, type FieldKinds } from './FieldKinds.js';
import { type ListMembers, typeOfCells } from './parseCell.js';

/** The type of a column, and what decided it. */
export interface DecidedColumn {
  readonly type: ColumnType;
  /** `asked`: the caller; `schema`: the dataset's JSON schema; `values`: what the field holds; `cells`: the column itself. */
  readonly by: 'asked' | 'schema' | 'values' | 'cells';
  /** Of a list, what its members are, where the field tells: texts even where they look like numbers. */
  readonly members?: ListMembers | undefined;
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
  const members = held && membersOf(held);
  if (asked)
    return { type: asked, by: 'asked', members: members === 'texts' ? members : undefined };
  if (schema) {
    return { type: schema, by: 'schema', members: members === 'texts' ? members : undefined };
  }
  const kind = held && commonestKind(held);
  if (kind) {
    // A field of whole numbers takes a fraction as well; only a schema or the caller may forbid it.
    const type = kind === 'integer' && typeOfCells(cells) !== 'integer' ? 'number' : kind;
    return { type, by: 'values', members };
  }
  const type = typeOfCells(cells);
  return type && { type, by: 'cells' };
}

/** Most lists of texts make it texts; numbers it takes all. */
function membersOf({ counts, textLists, numberLists }: FieldKinds): ListMembers | undefined {
  if (counts.list === 0) return undefined;
  if (textLists * 2 > counts.list) return 'texts';
  return numberLists === counts.list ? 'numbers' : undefined;
}

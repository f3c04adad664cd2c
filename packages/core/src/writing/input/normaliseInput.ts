import { isClioError } from '../../errors/ClioError.js';
import { InputError } from '../../errors/InputError.js';
import type { BodyId } from '../../integers/BodyId.js';
import { toBodyId } from '../../integers/toBodyId.js';
import { looksRounded } from '../../tables/roundedIds.js';
import type { Table } from '../../tables/Table.js';
import type { Problem } from '../Problem.js';
import type { AnnotationInput, FieldValues } from './AnnotationInput.js';

/** What one body is to get, wherever it came from. */
export interface InputRow {
  readonly bodyid: BodyId;
  /** Without `bodyid`; `null` clears, `undefined` is left out. */
  readonly fields: FieldValues;
  readonly row?: number | undefined;
  readonly designatedUser?: string | undefined;
  /** The id looks rounded, for this reason. */
  readonly suspect?: string | undefined;
}

/** Records, or a table whose cells wait for their types. */
export type NormalisedInput =
  | { readonly rows: readonly InputRow[]; readonly problems: readonly Problem[] }
  | { readonly table: Table };

/**
 * Brings every form of input into one. What is no record is a problem with its number, so that all
 * are found at once.
 *
 * @throws InputError when the input as a whole is none of the forms.
 */
export async function normaliseInput(input: AnnotationInput): Promise<NormalisedInput> {
  if (typeof input !== 'object' || input === null) {
    throw new InputError(
      `Annotations are given as a record, records, an object or Map by body id, or a table, not as ${input === null ? 'null' : `a ${typeof input}`}.`,
    );
  }
  if (isTable(input)) return { table: input };
  const rows: InputRow[] = [];
  const problems: Problem[] = [];
  const take = (id: unknown, fields: unknown, row: number | undefined) => {
    try {
      rows.push(toRow(id, fields, row));
    } catch (error) {
      if (!isClioError(error, 'input')) throw error;
      problems.push({
        rule: 'body-id',
        refuses: true,
        reason: error.message.replace(/\.$/, ''),
        ...(row === undefined ? {} : { row }),
      });
    }
  };
  if (input instanceof Map) {
    for (const [id, fields] of input) take(id, fields, undefined);
  } else if (Symbol.asyncIterator in input || Symbol.iterator in input) {
    let row = 0;
    for await (const record of input as Iterable<unknown> | AsyncIterable<unknown>) {
      row++;
      take(undefined, record, row);
    }
  } else if (Object.hasOwn(input, 'bodyid')) {
    take(undefined, input, undefined);
  } else {
    for (const [id, fields] of Object.entries(input)) take(id, fields, undefined);
  }
  // A key such as `{ 720575940621522189: … }` was rounded before it came here.
  const suspects = looksRounded(rows.map(({ bodyid }) => bodyid));
  return {
    rows:
      suspects.size === 0
        ? rows
        : rows.map((row, index) => {
            const suspect = suspects.get(index);
            return suspect === undefined ? row : { ...row, suspect };
          }),
    problems,
  };
}

/** `id` undefined: the record names its body itself. */
function toRow(id: unknown, record: unknown, row: number | undefined): InputRow {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    const found =
      record === null ? 'null' : Array.isArray(record) ? 'a list' : `a ${typeof record}`;
    throw new InputError(
      id === undefined
        ? `a record is an object such as { bodyid: 154109, type: "LC10" }, not ${found}`
        : `the fields of body ${String(id)} are an object such as { type: "LC10" }, not ${found}`,
    );
  }
  const { bodyid, ...fields } = record as Record<string, unknown>;
  if (id === undefined && bodyid === undefined) {
    throw new InputError('the record has no bodyid');
  }
  const own = bodyid === undefined ? undefined : toBodyId(bodyid as string);
  const key = id === undefined ? own : toBodyId(id as string);
  if (own !== undefined && key !== own) {
    throw new InputError(`the record under body ${key} says bodyid ${own}`);
  }
  return {
    bodyid: key as BodyId,
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    ...(row === undefined ? {} : { row }),
  };
}

function isTable(input: object): input is Table {
  return (
    'columns' in input &&
    Array.isArray(input.columns) &&
    'rows' in input &&
    Array.isArray(input.rows) &&
    'source' in input &&
    'format' in input
  );
}

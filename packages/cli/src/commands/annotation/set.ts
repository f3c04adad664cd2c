import {
  type BodyId,
  type ColumnType,
  type Plan,
  parseJson,
  planAnnotations,
  type Table,
  type TableCell,
} from '@clio/core';
import type { Context } from '../../context/Context.js';
import { UsageError } from '../../errors/CliError.js';
import type { ExitCode } from '../../errors/ExitCode.js';
import { carryOut } from '../../writing/carryOut.js';
import { planWith } from '../../writing/planWith.js';
import {
  type GuardFlags,
  toGuards,
  toRunOptions,
  toTypes,
  type WriteRunOptions,
} from '../../writing/toWriteOptions.js';
import type { CommandInput } from '../CommandInput.js';
import { type IdSource, readIds } from './readIds.js';

/** A cell with this text clears its field; no argument of a program can hold it. */
const clearMarker = '\0';

export interface SetOptions {
  readonly ids: IdSource;
  /** Cells by field: text whose type the dataset decides, or a value. */
  readonly cells: ReadonlyMap<string, NonNullable<TableCell>>;
  readonly types: Readonly<Record<string, ColumnType>>;
  readonly guards: GuardFlags;
  readonly run: WriteRunOptions;
}

export function toOptions(input: CommandInput): SetOptions {
  const file = input.text('ids');
  const words = input.words.filter((word) => !word.includes('='));
  const assignments = input.words.filter((word) => word.includes('='));
  if (words.length === 0 && file === undefined)
    throw new UsageError('no body id is given', {
      next: 'Write "clio annotation set ID FIELD=VALUE", or --ids FILE.',
    });
  if (assignments.length === 0)
    throw new UsageError('no value is given', {
      next: 'Write "clio annotation set ID FIELD=VALUE".',
    });
  const types = toTypes(input);
  const cells = new Map<string, NonNullable<TableCell>>();
  for (const text of assignments) {
    const [field, cell] = toCell(text);
    if (cells.has(field)) throw new UsageError(`${field} is given twice`);
    cells.set(field, cell);
  }
  return {
    ids: { words, file },
    cells,
    types,
    guards: toGuards(input),
    run: toRunOptions(input),
  };
}

/** `type=LC10` or `position:='[1,2,3]'` as a field and its cell. */
function toCell(text: string): [string, NonNullable<TableCell>] {
  const at = text.indexOf('=');
  const typed = text[at - 1] === ':';
  const field = text.slice(0, typed ? at - 1 : at);
  const given = text.slice(at + 1);
  if (field === '')
    throw new UsageError(`a field is missing before "=" in "${text}"`, {
      next: 'Write FIELD=VALUE.',
    });
  if (field === 'bodyid')
    throw new UsageError('bodyid is the id of a record and cannot be set', {
      next: 'Give ids as words of their own.',
    });
  if (typed) return [field, toTypedCell(field, given)];
  if (given.trim() === '')
    throw new UsageError(`${field}= has no value, and it is not clear what is meant`, {
      next: [
        `Write ${field}:=null to clear the field,`,
        `or ${field}:='""' --write-empty to write an empty text.`,
      ],
    });
  return [field, given];
}

function toTypedCell(field: string, json: string): NonNullable<TableCell> {
  try {
    const value = parseJson(json);
    return value === null ? clearMarker : { value };
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new UsageError(`what follows ${field}:= is no JSON: ${json}`, {
      next: `Write a text as ${field}=TEXT, or as JSON in quotes: ${field}:='"TEXT"'.`,
      cause,
    });
  }
}

/** Gives bodies the same values. */
export async function run(context: Context, options: SetOptions): Promise<ExitCode> {
  const { guards, types, cells } = options;
  const ids = await readIds(context, options.ids);
  if (ids.length === 0) throw new UsageError('no body id is given: the list of ids is empty');
  const client = await context.datasetClient();
  for (const field of Object.keys(types))
    if (!cells.has(field)) throw new UsageError(`--type names ${field}, which is not set here`);
  const plan = await planWith(context, (sources) =>
    planAnnotations(client, toTable(ids, cells), { ...sources, ...guards, types, clearMarker }),
  );
  return carryOut(context, withoutRows(plan), { ...options.run, client });
}

function toTable(ids: readonly BodyId[], cells: SetOptions['cells']): Table {
  return {
    source: 'the command line',
    format: 'json',
    columns: ['bodyid', ...cells.keys()],
    rows: ids.map((bodyid, index) => ({
      row: index + 1,
      cells: [{ value: bodyid }, ...cells.values()],
    })),
  };
}

/** What was typed has neither rows nor columns. */
function withoutRows({ source: _, ...plan }: Plan): Plan {
  const plain = <Part extends { row?: unknown }>({ row: _row, ...rest }: Part) => rest;
  return {
    ...plan,
    notices: plan.notices.map((notice) => ({
      ...plain(notice),
      message: notice.message.replace(/^column /, 'field '),
    })),
    problems: plan.problems.map(({ source: _source, column: _column, ...rest }) => plain(rest)),
    bodies: plan.bodies.map((body) => ({ ...plain(body), changes: body.changes.map(plain) })),
  };
}

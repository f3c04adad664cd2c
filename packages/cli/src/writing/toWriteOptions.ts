import { type ColumnType, columnTypes, type GuardOptions, type TableOptions } from '@clio/core';
import type { ReadTableOptions } from '@clio/node';
import type { CommandInput } from '../commands/CommandInput.js';
import { UsageError } from '../errors/CliError.js';
import { suggest } from '../errors/suggest.js';

/** How a run is shown and confirmed. */
export interface WriteRunOptions {
  /** Show the plan and stop. */
  readonly dryRun: boolean;
  /** Do not ask. */
  readonly yes: boolean;
  readonly json: boolean;
  /** Show every change of the plan. */
  readonly allChanges: boolean;
}

/** Reads the flags that every write has. */
export function toRunOptions(input: CommandInput): WriteRunOptions {
  return {
    dryRun: input.has('dry-run'),
    yes: input.has('yes'),
    json: input.has('json'),
    allChanges: input.has('all-changes'),
  };
}

/** What is allowed and whereto, from flags. */
export interface GuardFlags extends GuardOptions {
  readonly version: string | undefined;
  readonly designatedUser: string | undefined;
}

/**
 * Reads the guards of a write of values.
 *
 * @throws UsageError for a number or a name that is none.
 */
export function toGuards(input: CommandInput): GuardFlags {
  return {
    overwrite: input.names('overwrite'),
    overwriteMine: input.has('overwrite-mine'),
    ...toLimits(input),
    knownFields: input.has('known-fields'),
    writeEmpty: input.has('write-empty'),
    missingBodies: input.has('missing-bodies'),
    roundedIds: input.has('rounded-ids'),
    ignoreSchema: input.has('ignore-schema'),
    ignoreRole: input.has('ignore-role'),
    version: input.text('version'),
    designatedUser: input.text('designated-user'),
  };
}

/** Reads `--max-overwrites` and `--all-or-nothing`. */
export function toLimits(
  input: CommandInput,
): Pick<GuardOptions, 'maxOverwrites' | 'allOrNothing'> {
  return {
    maxOverwrites: input.integer('max-overwrites'),
    allOrNothing: input.has('all-or-nothing'),
  };
}

/**
 * Reads `--type FIELD=TYPE`, as often as it was given.
 *
 * @param source - what the columns are of, for the message.
 * @throws UsageError for an unknown type, and for a column with two types.
 */
export function toTypes(input: CommandInput, source?: string): Record<string, ColumnType> {
  const types = new Map<string, ColumnType>();
  for (const text of input.texts('type')) {
    const at = text.lastIndexOf('=');
    if (at <= 0)
      throw new UsageError(`--type takes COLUMN=TYPE, not "${text}"`, {
        next: `The types are: ${columnTypes.join(', ')}.`,
      });
    const column = text.slice(0, at);
    const type = text.slice(at + 1);
    const where = source === undefined ? `column ${column}` : `${source}, column ${column}`;
    if (!(columnTypes as readonly string[]).includes(type)) {
      const near = suggest(type, columnTypes);
      throw new UsageError(`${where}: there is no type "${type}"`, {
        why: `The types are: ${columnTypes.join(', ')}.`,
        next: near ? `Did you mean --type ${column}=${near}?` : undefined,
      });
    }
    const before = types.get(column);
    if (before !== undefined && before !== type)
      throw new UsageError(`${where}: --type says both ${before} and ${type}`, {
        next: 'Leave one of them out.',
      });
    types.set(column, type as ColumnType);
  }
  return Object.fromEntries(types);
}

/** A table and how it is read, from words and flags. */
export interface TableInput {
  /** Path, or `-` for standard input. */
  readonly file: string;
  readonly columns: TableOptions;
  readonly reading: Pick<ReadTableOptions, 'format' | 'delimiter' | 'sheet'>;
}

/** Reads the flags that say how a table is read. */
export function toTableInput(input: CommandInput, file: string): TableInput {
  const name = file === '-' ? 'standard input' : file;
  const sheet = input.text('sheet');
  return {
    file,
    columns: {
      idColumn: input.text('id-column'),
      types: toTypes(input, name),
      clearMarker: input.text('clear-marker'),
      designatedUserColumn: input.text('designated-user-column'),
    },
    reading: {
      format: input.text('format') as ReadTableOptions['format'],
      delimiter: input.text('delimiter'),
      sheet: sheet !== undefined && /^[1-9]\d*$/.test(sheet) ? Number(sheet) : sheet,
    },
  };
}

import { resolve } from 'node:path';
import { type DatasetClient, type Plan, planAnnotations, type Table } from '@clio/core';
import { readTable } from '@clio/node';
import type { Context } from '../context/Context.js';
import { UsageError } from '../errors/CliError.js';
import { suggest } from '../errors/suggest.js';
import { planWith } from './planWith.js';
import type { GuardFlags, TableInput } from './toWriteOptions.js';

/** Reads a table and plans to write it. The table is read first: one that cannot be used needs no server. */
export async function planTable(
  context: Context,
  { file, columns, reading }: TableInput,
  guards: GuardFlags,
): Promise<{ client: DatasetClient; plan: Plan }> {
  const table = await readTable(file === '-' ? '-' : resolve(context.cwd, file), {
    ...reading,
    name: file === '-' ? 'standard input' : file,
    keyColumn: columns.idColumn,
    stdin: context.streams.stdin.bytes(),
    signal: context.signal,
  });
  requireIdColumn(table, columns.idColumn);
  await tellUnusedNames(context, guards, table.columns);
  const client = await context.datasetClient();
  const plan = await planWith(context, (sources) =>
    planAnnotations(client, table, { ...sources, ...columns, ...guards }),
  );
  return { client, plan };
}

/** @throws UsageError that names the flag for another column, and the nearest one. */
function requireIdColumn({ source, columns, notes = [] }: Table, idColumn = 'bodyid'): void {
  if (columns.includes(idColumn)) return;
  const plain = (name: string) => name.toLowerCase().replace(/[\s_-]/g, '');
  const near =
    columns.find((column) => plain(column) === plain(idColumn)) ?? suggest(idColumn, columns);
  const shown = columns.slice(0, 20).map((name) => truncated(name));
  throw new UsageError(`${source} has no column ${idColumn}`, {
    why: `Its columns are: ${shown.join(', ')}${columns.length > 20 ? ', …' : ''}.`,
    next: [
      ...notes,
      near === undefined
        ? 'Name the column that holds the body ids with --id-column.'
        : `If ${near} holds the body ids: --id-column ${/\s/.test(near) ? `"${near}"` : near}`,
    ],
  });
}

/** What seemed to be a name may be a whole file. */
function truncated(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}

/** A name in `--overwrite` that is no column is most likely mistyped, and then protects what was to be replaced. */
async function tellUnusedNames(
  context: Context,
  { overwrite = [] }: GuardFlags,
  columns: readonly string[],
): Promise<void> {
  for (const name of overwrite) {
    if (columns.includes(name)) continue;
    const near = suggest(name, columns);
    await context.warn(
      `--overwrite names ${name}, which is no column of the table.${near ? ` Did you mean ${near}?` : ''}`,
    );
  }
}

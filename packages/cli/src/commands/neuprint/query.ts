import { type DatasetClient, fetchDataset, withDataset } from '@clio/core';
import { queryNeuprint } from '@clio/core/neuprint';
import type { Context } from '../../context/Context.js';
import { inputName, readInput } from '../../context/readInput.js';
import { UsageError } from '../../errors/CliError.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';

export interface QueryOptions {
  /** The query as typed. */
  readonly cypher: string | undefined;
  /** The file that holds it; `-` is standard input. */
  readonly input: string | undefined;
  /** neuPrint's name of the dataset; undefined for the one that the document has. */
  readonly dataset: string | undefined;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): QueryOptions {
  const [cypher] = input.words;
  const file = input.text('input');
  if ((cypher === undefined) === (file === undefined))
    throw new UsageError(cypher === undefined ? 'no query is given' : 'two queries are given', {
      next: 'Write "clio neuprint query CYPHER", or --input FILE.',
    });
  return {
    cypher,
    input: file,
    dataset: input.text('neuprint-dataset'),
    output: toOutputOptions(input),
  };
}

/** How long neuPrint may take, and a little more, in milliseconds. */
const patience = 320_000;

/** Runs a query and prints its table. */
export async function run(context: Context, options: QueryOptions): Promise<undefined> {
  const { signal } = context;
  const cypher = options.cypher ?? (await readInput(context, options.input!));
  if (cypher.trim() === '')
    throw new UsageError(
      `the query is empty${options.input === undefined ? '' : `: ${inputName(options.input)}`}`,
    );
  const { server, dataset: id } = await context.datasetClient();
  const patient = await context.clientFor(server, await context.auth(), { timeout: patience });
  const client = withDataset(patient, id);
  const dataset = options.dataset ?? (await neuprintName(client, signal));
  const { columns, data } = await queryNeuprint(client, { cypher, dataset }, { signal });
  const names = uniqueNames(columns);
  await writeRecords(context, options.output, {
    noun: ['row', 'rows'],
    columns: names.map((field) => ({ field, header: field, id: /bodyid$/i.test(field) })),
    batches: [data.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])))],
  });
}

async function neuprintName(client: DatasetClient, signal: AbortSignal): Promise<string> {
  const { neuprintHTTP } = await fetchDataset(client, { signal });
  if (neuprintHTTP?.dataset) return neuprintHTTP.dataset;
  throw new UsageError(`the dataset "${client.dataset}" does not say what neuPrint calls it`, {
    next: 'Say it with --neuprint-dataset NAME.',
  });
}

/** Names of columns as fields of records: the second `x` is `x_2`. */
function uniqueNames(columns: readonly string[]): string[] {
  const names = new Set<string>();
  for (const column of columns) {
    let name = column;
    for (let count = 2; names.has(name); count++) name = `${column}_${count}`;
    names.add(name);
  }
  return [...names];
}

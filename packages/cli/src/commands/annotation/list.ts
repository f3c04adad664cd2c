import { type Annotation, fetchFields, type Query, streamAnnotations } from '@clio/core';
import type { Context } from '../../context/Context.js';
import { UsageError } from '../../errors/CliError.js';
import { type OutputOptions, toOutputOptions } from '../../output/OutputOptions.js';
import { writeRecords } from '../../output/writeRecords.js';
import type { CommandInput } from '../CommandInput.js';
import { firstFields } from './firstFields.js';
import { type ReadOptions, toReadOptions } from './readOptions.js';
import { tellUnknownFields } from './tellUnknownFields.js';
import { toQuery } from './where.js';

export interface ListOptions {
  readonly query: Query;
  readonly read: ReadOptions;
  readonly output: OutputOptions;
}

export function toOptions(input: CommandInput): ListOptions {
  const conditions = input.texts('where');
  const all = input.has('all');
  if (conditions.length === 0 && !all)
    throw new UsageError('neither --where nor --all is given', {
      why: 'Without a condition this prints every annotation of the dataset.',
      next: 'Say which ones with --where field=value, or --all if you mean all.',
    });
  if (conditions.length > 0 && all)
    throw new UsageError('--where and --all exclude each other', {
      next: 'Leave one of them out.',
    });
  return {
    query: toQuery(conditions),
    read: toReadOptions(input),
    output: toOutputOptions(input),
  };
}

/** Prints the annotations that match, from the first one on. */
export async function run(context: Context, options: ListOptions): Promise<undefined> {
  const client = await context.datasetClient();
  const { signal } = context;
  const { show, version } = options.read;
  const conditions = Object.keys(options.query);
  const everyField = version === undefined && conditions.length === 0;
  const count = await writeRecords(context, options.output, {
    noun: ['annotation', 'annotations'],
    idField: 'bodyid',
    firstFields,
    batches: singly(streamAnnotations(client, options.query, { ...options.read, signal })),
    // The server knows the fields of the head alone. Of a query, most of them would be empty columns.
    allFields: async () => (everyField ? fetchFields(client, { show, signal }) : undefined),
  });
  if (count === 0 && conditions.length > 0) await tellUnknownFields(context, client, conditions);
}

async function* singly(annotations: AsyncIterable<Annotation>): AsyncGenerator<[Annotation]> {
  for await (const annotation of annotations) yield [annotation];
}

import type { Context } from '../context/Context.js';
import { UsageError } from '../errors/CliError.js';
import { suggest } from '../errors/suggest.js';
import type { Row } from './cell.js';
import { delimitedHeader, delimitedLine, type Separator } from './delimited.js';
import { toJson } from './json.js';
import type { OutputFormat, OutputOptions } from './OutputOptions.js';
import { pick } from './pick.js';
import { printable } from './printable.js';
import { createProgress } from './progress.js';
import { fileSink, type Sink, streamSink } from './sink.js';
import type { Column } from './table.js';

/** Records to print, all of one kind. */
export interface Records {
  /** What one of them is called, and several: `['dataset', 'datasets']`. */
  readonly noun: readonly [one: string, several: string];
  readonly batches: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
  /**
   * What a table and TSV show of a kind whose records are alike; JSON has the whole records. For
   * annotations, whose fields are open, undefined: all fields are shown, the id first.
   */
  readonly columns?: readonly Column[] | undefined;
  /** Fields beside the columns that a record may have, for where none is there to tell. */
  readonly otherFields?: readonly string[] | undefined;
  /** The field that every record of an open kind has. */
  readonly idField?: string | undefined;
  /** Fields of an open kind that a table on a terminal shows before the others. */
  readonly firstFields?: readonly string[] | undefined;
  /**
   * Of an open kind: the names of all fields that its records can have, where that is known before the
   * first one. Without it CSV and TSV wait for the last record before the header.
   */
  readonly allFields?: (() => Promise<readonly string[] | undefined>) | undefined;
}

/**
 * Prints records as the options ask for: a table on a terminal, otherwise tab-separated values, or
 * JSON, NDJSON or CSV, to standard output or into a file. What can be printed before the last record has come is.
 * Kinds whose records are alike have a header line on a terminal and where the format was asked for;
 * annotations always, because their columns depend on the data.
 *
 * @returns how many records were printed.
 * @throws UsageError for a field that no object of this kind has.
 */
export async function writeRecords(
  context: Context,
  options: OutputOptions,
  records: Records,
): Promise<number> {
  const { stdout } = context.streams;
  const onTerminal = options.file === undefined && stdout.isTTY;
  const format = options.format ?? (onTerminal ? 'table' : 'tsv');
  const pager = format === 'table' && onTerminal ? await context.startPager() : undefined;
  const sink =
    options.file === undefined
      ? streamSink(pager ?? stdout, format === 'table' ? 'text' : 'data')
      : await fileSink(options.file);
  const progress = onTerminal ? undefined : createProgress(context);
  let count = 0;
  const fields = new Set<string>();
  const counted = async function* () {
    for await (const batch of records.batches) {
      context.signal.throwIfAborted();
      count += batch.length;
      if (options.fields && records.columns === undefined)
        for (const record of batch) for (const field of Object.keys(record)) fields.add(field);
      yield batch;
      await progress?.update(() => counting(count, records.noun));
    }
  };
  const batches = await checkFields(options, records, counted());
  const notes: string[] = [];
  try {
    await writerOf(options, format)({ context, options, records, batches, sink, notes });
    await sink.close();
  } catch (error) {
    await progress?.done();
    await sink.abandon().catch(() => {});
    throw error;
  } finally {
    await pager?.close();
  }
  await progress?.done();
  for (const note of notes) await context.note(note);
  await tellUnknownFields(context, options, fields, records.noun[1], count);
  if (format === 'table' && onTerminal) await context.note(counting(count, records.noun), 'dim');
  return count;
}

/** A count in words: `1 dataset`, `12,345 annotations`. */
function counting(count: number, [one, several]: Records['noun']): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
}

type Batches = AsyncIterable<readonly Row[]>;

interface Job {
  readonly context: Context;
  readonly options: OutputOptions;
  readonly records: Records;
  readonly batches: Batches;
  readonly sink: Sink;
  /** What is to be said when all is printed, and the pager closed. */
  readonly notes: string[];
}

const writers: Readonly<Record<OutputFormat, (job: Job) => Promise<void>>> = {
  json: writeJson,
  ndjson: writeLines,
  csv: (job) => writeDelimited(job, ','),
  tsv: (job) => writeDelimited(job, '\t'),
  table: writeTable,
};

function writerOf({ jq, template }: OutputOptions, format: OutputFormat) {
  return jq !== undefined ? writeJq : template ? writeTemplate : writers[format];
}

/** What a jq filter makes of the array that --json prints. A filter wants all of it at once. */
async function writeJq({ batches, options, sink }: Job): Promise<void> {
  const { runJq } = await import('./jq.js');
  const lines: string[] = [];
  for await (const batch of batches)
    for (const record of batch) lines.push(toJson(pick(record, options.fields)));
  await sink.write(await runJq(`[${lines.join(',\n')}]`, options.jq!));
}

async function writeTemplate({ batches, options, sink }: Job): Promise<void> {
  const { template } = options;
  for await (const batch of batches)
    for (const record of batch) await sink.write(`${template!.line(record)}\n`);
}

/** One array, one record a line. It stays open where the records break off, so that nobody takes it for whole. */
async function writeJson({ batches, options, sink }: Job): Promise<void> {
  let lead = '[';
  for await (const batch of batches)
    for (const record of batch) {
      await sink.write(`${lead}\n${toJson(pick(record, options.fields))}`);
      lead = ',';
    }
  await sink.write(lead === '[' ? '[]\n' : '\n]\n');
}

async function writeLines({ batches, options, sink }: Job): Promise<void> {
  for await (const batch of batches) {
    for (const record of batch) await sink.write(`${toJson(pick(record, options.fields))}\n`);
  }
}

async function writeDelimited(job: Job, separator: Separator): Promise<void> {
  const { context, options, records, sink } = job;
  let { batches } = job;
  let columns = options.fields ?? records.columns?.map(({ field }) => field);
  const complete = columns !== undefined;
  if (columns === undefined) {
    const all = await records.allFields?.();
    if (all) columns = idFirst(all, records.idField);
    else {
      const rows = await collect(batches);
      batches = repeat([rows]);
      columns = fieldsOf(rows, records.idField);
    }
  }
  if (options.explicit || records.columns === undefined || context.streams.stdout.isTTY)
    await sink.write(delimitedHeader(columns, separator));
  const known = new Set(columns);
  let nameless = false;
  for await (const batch of batches)
    for (const record of batch) {
      if (!complete)
        for (const field of Object.keys(record))
          if (field === '') nameless = true;
          else if (!known.has(field))
            throw new UsageError(
              `the field "${field}" appeared while the table was being written`,
              {
                why: 'Somebody has just added it, so its column is not in the header.',
                next: 'Run the command again.',
              },
            );
      await sink.write(delimitedLine(record, columns, separator));
    }
  if (nameless)
    job.notes.push(
      'A field without a name is left out, for no column can stand for it; --json shows it.',
    );
}

/** Rows from which a table's widths are taken; the ones after them are fitted in. */
const measured = 1000;

async function writeTable({ context, options, records, batches, sink, notes }: Job): Promise<void> {
  const { headerLine, layOut, prepareRows, tableLine } = await import('./table.js');
  const { stdout } = context.streams;
  const held: Row[] = [];
  const rest = batches[Symbol.asyncIterator]();
  let next = await rest.next();
  for (; !next.done && held.length < measured; next = await rest.next())
    for (const row of next.value) held.push(row);
  if (held.length === 0) return;
  const columns = tableColumns(options, records, held);
  const width = stdout.isTTY && options.file === undefined ? stdout.columns : 10_000;
  await prepareRows(columns, held);
  const layout = layOut(columns, held, width);
  await sink.write(headerLine(layout, options.file === undefined ? context.paint.stdout : plain));
  for (const row of held) await sink.write(tableLine(layout, row));
  for (; !next.done; next = await rest.next()) {
    await prepareRows(layout.columns, next.value);
    for (const row of next.value) await sink.write(tableLine(layout, row));
  }
  if (layout.hidden.length > 0)
    notes.push(
      `The terminal is too narrow for ${namesOf(layout.hidden)}; --json or --format csv shows all.`,
    );
}

const namedFields = 5;

/** `the field a`, `the fields a, b and 7 more`. */
function namesOf(fields: readonly string[]): string {
  // One more is named as shortly as it is counted.
  const shown = fields.length <= namedFields + 1 ? fields : fields.slice(0, namedFields);
  const named = shown.map(printable).join(', ');
  const more = fields.length - shown.length;
  return `the ${fields.length === 1 ? 'field' : 'fields'} ${named}${more > 0 ? ` and ${more} more` : ''}`;
}

const plain = (_style: unknown, text: string) => text;

function tableColumns(
  { fields }: OutputOptions,
  records: Records,
  rows: readonly Row[],
): readonly Column[] {
  if (fields === undefined && records.columns !== undefined) return records.columns;
  const names = fields ?? commonest(rows, records);
  return names.map(
    (field) =>
      records.columns?.find((column) => column.field === field) ?? {
        field,
        header: records.columns === undefined ? field : undefined,
        id: field === records.idField,
      },
  );
}

/** The fields of all rows, in the order of their first appearance. */
function fieldsOf(rows: readonly Row[], idField: string | undefined): string[] {
  return idFirst([...countFields(rows).keys()], idField);
}

/** The fields of all rows: what one looks for first, then the commonest. */
function commonest(rows: readonly Row[], { firstFields = [], idField }: Records): string[] {
  const counts = countFields(rows);
  const place = (field: string) =>
    firstFields.includes(field) ? firstFields.indexOf(field) : firstFields.length;
  const names = [...counts.keys()].sort(
    (a, b) => place(a) - place(b) || counts.get(b)! - counts.get(a)!,
  );
  return idFirst(names, idField);
}

function countFields(rows: readonly Row[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows)
    for (const field of Object.keys(row)) counts.set(field, (counts.get(field) ?? 0) + 1);
  return counts;
}

function idFirst(fields: readonly string[], idField: string | undefined): string[] {
  const others = fields.filter((field) => field !== idField && field !== '');
  return idField === undefined ? others : [idField, ...others];
}

/** Refuses a name that no object of a closed kind has. Those are few, so all are gathered first. */
async function checkFields(
  { fields }: OutputOptions,
  { columns, noun, otherFields = [] }: Records,
  batches: Batches,
): Promise<Batches> {
  if (columns === undefined || fields === undefined) return batches;
  const rows = await collect(batches);
  const known = [
    ...new Set([
      ...columns.map(({ field }) => field),
      ...otherFields,
      ...rows.flatMap(Object.keys),
    ]),
  ];
  const unknown = fields.filter((field) => !known.includes(field));
  if (unknown.length > 0) {
    const near = suggest(unknown[0]!, known);
    throw new UsageError(`no ${noun[0]} has the field "${unknown.join('", "')}"`, {
      why: `The fields are ${known.sort().join(', ')}.`,
      next: near && `Did you mean ${near}?`,
    });
  }
  return repeat([rows]);
}

/** Says which of the wanted fields no annotation had: perhaps a slip of the pen. */
async function tellUnknownFields(
  context: Context,
  { fields }: OutputOptions,
  seen: ReadonlySet<string>,
  several: string,
  count: number,
): Promise<void> {
  if (count === 0 || seen.size === 0) return;
  for (const field of fields ?? []) {
    if (seen.has(field)) continue;
    const near = suggest(field, seen);
    await context.note(
      `None of the ${several} has the field "${field}"${near ? ` (did you mean "${near}"?)` : ''}.`,
    );
  }
}

async function collect(batches: Batches): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) for (const row of batch) rows.push(row);
  return rows;
}

async function* repeat(batches: readonly (readonly Row[])[]): AsyncGenerator<readonly Row[]> {
  yield* batches;
}

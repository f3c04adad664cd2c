import { extname } from 'node:path';
import type { CommandInput } from '../commands/CommandInput.js';
import { UsageError } from '../errors/CliError.js';
import { parseTemplate, type Template } from './template.js';

export type OutputFormat = 'table' | 'tsv' | 'csv' | 'json' | 'ndjson';

/** How records are to be printed. */
export interface OutputOptions {
  /** Undefined: a table on a terminal, otherwise what the file's name says, otherwise TSV. */
  readonly format?: OutputFormat | undefined;
  /** Whether the format was asked for with a flag. */
  readonly explicit: boolean;
  /** Only these fields, in this order. */
  readonly fields?: readonly string[] | undefined;
  /** A jq filter for the JSON array. */
  readonly jq?: string | undefined;
  /** How the line of a record is made. */
  readonly template?: Template | undefined;
  /** The file to write to; undefined is standard output. */
  readonly file?: string | undefined;
}

const byExtension: Readonly<Record<string, OutputFormat>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
};

/**
 * Reads `--json`, `--jq`, `--template`, `--format` and `--output`.
 *
 * @throws UsageError where they contradict each other.
 */
export function toOutputOptions(input: CommandInput): OutputOptions {
  const format = input.text('format') as OutputFormat | undefined;
  const output = input.text('output');
  const file = output === '-' ? undefined : output;
  if (file === '') throw new UsageError('--output needs the name of a file');
  const json = input.has('json');
  if (json && format !== undefined && format !== 'json') exclude('--json', `--format ${format}`);
  const jq = input.text('jq');
  const template = input.text('template');
  const other = json ? '--json' : format !== undefined ? `--format ${format}` : undefined;
  if (jq !== undefined && template !== undefined) exclude('--jq', '--template');
  if (template !== undefined && other !== undefined) exclude('--template', other);
  if (jq !== undefined && format !== undefined && format !== 'json')
    exclude('--jq', `--format ${format}`);
  if (jq?.trim() === '') throw new UsageError('--jq needs a filter', { next: 'Write --jq .' });
  if (template !== undefined) {
    const parsed = parseTemplate(template);
    return { format: 'ndjson', explicit: true, fields: parsed.fields, template: parsed, file };
  }
  const named = file === undefined ? undefined : byExtension[extname(file).toLowerCase()];
  return {
    format: json || jq !== undefined ? 'json' : (format ?? named),
    explicit: json || jq !== undefined || format !== undefined || file !== undefined,
    fields: input.names('json'),
    jq,
    file,
  };
}

function exclude(one: string, other: string): never {
  throw new UsageError(`${one} and ${other} exclude each other`, {
    next: 'Leave one of them out.',
  });
}

/**
 * The hint for a command that misses its words while `--json` has taken one: what was meant as a word
 * was read as the fields. Undefined where that cannot have happened.
 */
export function jsonTookWord(input: CommandInput, example: string): string | undefined {
  const fields = input.text('json');
  return fields === undefined || fields === ''
    ? undefined
    : `The word after --json ("${fields}") was read as the fields; write ${example}.`;
}

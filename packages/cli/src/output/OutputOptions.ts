import { extname } from 'node:path';
import type { CommandInput } from '../commands/CommandInput.js';
import { UsageError } from '../errors/CliError.js';

export type OutputFormat = 'table' | 'tsv' | 'csv' | 'json' | 'ndjson';

/** How records are to be printed. */
export interface OutputOptions {
  /** Undefined: a table on a terminal, otherwise what the file's name says, otherwise TSV. */
  readonly format?: OutputFormat | undefined;
  /** Whether the format was asked for with a flag. */
  readonly explicit: boolean;
  /** Only these fields, in this order. */
  readonly fields?: readonly string[] | undefined;
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
 * Reads `--json`, `--format` and `--output`.
 *
 * @throws UsageError where they contradict each other.
 */
export function toOutputOptions(input: CommandInput): OutputOptions {
  const format = input.text('format') as OutputFormat | undefined;
  const output = input.text('output');
  const file = output === '-' ? undefined : output;
  if (file === '') throw new UsageError('--output needs the name of a file');
  const json = input.has('json');
  if (json && format !== undefined && format !== 'json')
    throw new UsageError(`--json and --format ${format} exclude each other`, {
      next: 'Leave one of them out.',
    });
  const named = file === undefined ? undefined : byExtension[extname(file).toLowerCase()];
  return {
    format: json ? 'json' : (format ?? named),
    explicit: json || format !== undefined || file !== undefined,
    fields: input.names('json'),
    file,
  };
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

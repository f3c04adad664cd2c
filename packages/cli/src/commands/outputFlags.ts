import type { FlagSpec } from './CommandSpec.js';

/** Flags of every command that prints records. */
export const outputFlags: readonly FlagSpec[] = [
  {
    flags: '--json [fields]',
    description:
      'one JSON array: whole records, or these fields (a,b,c) with null for missing ones',
    value: 'field',
  },
  {
    flags: '--format <format>',
    description: 'how records are printed (else a table on a terminal, tsv elsewhere)',
    choices: ['table', 'tsv', 'csv', 'json', 'ndjson'],
  },
  {
    flags: '--jq <filter>',
    description:
      'what this jq filter makes of the JSON array, such as ".[].type"; texts as they are',
  },
  {
    flags: '--template <text>',
    description: 'one line a record, with its values in the place of {field}',
  },
  {
    flags: '-o, --output <file>',
    description: 'write to this file instead of standard output (- is standard output)',
    value: 'file',
  },
];

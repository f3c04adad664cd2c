import { columnTypes } from '@clio/core';
import type { FlagSpec } from '../commands/CommandSpec.js';

/** Flags of every command that writes. */
export const runFlags: readonly FlagSpec[] = [
  {
    flags: '--dry-run',
    description: 'show the plan on standard output and stop; exits as the run would',
  },
  { flags: '--yes', description: 'write without asking' },
  {
    flags: '--json',
    description: 'print the report as JSON; with --dry-run, the plan',
  },
  { flags: '--all-changes', description: 'show every change of the plan, not only the first ones' },
];

/** Limits that make a write stricter. */
export const limitFlags: readonly FlagSpec[] = [
  {
    flags: '--max-overwrites <n>',
    description: 'refuse to replace or clear more than this many values (no limit otherwise)',
  },
  {
    flags: '--all-or-nothing',
    description: 'refuse the whole run when a field is protected or in conflict',
  },
];

export const ignoreRole: FlagSpec = {
  flags: '--ignore-role',
  description: 'write without the role that the dataset asks for; the server decides',
};

export const targetVersion: FlagSpec = {
  flags: '--version <tag>',
  description: 'write to this open version, by tag or uuid (else to the head)',
  value: 'version',
};

/** What is allowed, and where to, of a write of values. */
export const guardFlags: readonly FlagSpec[] = [
  {
    flags: '--overwrite <fields>',
    description: 'replace existing values of these fields (a,b,c), whoever set them',
    repeat: true,
    value: 'field',
  },
  { flags: '--overwrite-mine', description: 'replace existing values that you set yourself' },
  ...limitFlags,
  { flags: '--known-fields', description: 'refuse fields that the dataset does not have yet' },
  { flags: '--write-empty', description: 'write empty texts and lists, too' },
  { flags: '--missing-bodies', description: 'write to bodies that do not exist' },
  { flags: '--rounded-ids', description: 'take ids that look rounded by a spreadsheet' },
  { flags: '--ignore-schema', description: "write what the dataset's schema does not allow" },
  ignoreRole,
  targetVersion,
  {
    flags: '--designated-user <email>',
    description: 'write in the name of this user',
  },
];

export const typeFlag: FlagSpec = {
  flags: '--type <field=type>',
  description: `the type of a column (${columnTypes.join(', ')}); may be repeated`,
  repeat: true,
};

/** How a table is read. */
export const tableFlags: readonly FlagSpec[] = [
  {
    flags: '--id-column <name>',
    description: 'the column that holds the body ids (bodyid otherwise)',
  },
  typeFlag,
  {
    flags: '--clear-marker <text>',
    description: 'a cell with exactly this text clears the field (an empty cell changes nothing)',
  },
  {
    flags: '--designated-user-column <name>',
    description: 'the column that says in whose name a row is written',
  },
  {
    flags: '--format <format>',
    description: 'what the table is (else by its name and content)',
    choices: ['csv', 'tsv', 'json', 'ndjson', 'xlsx'],
  },
  { flags: '--delimiter <character>', description: 'what stands between the cells of CSV' },
  {
    flags: '--sheet <name>',
    description: 'name or number of the sheet of a workbook (else the first that is not hidden)',
  },
];

/** More ids than are typed. */
export const idsFlag: FlagSpec = {
  flags: '--ids <file>',
  description:
    'read more ids from this file, separated by blanks, commas or lines (- is standard input)',
  value: 'file',
};

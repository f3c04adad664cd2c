import { webFlag } from '../../context/openPage.js';
import {
  guardFlags,
  idsFlag,
  ignoreRole,
  limitFlags,
  runFlags,
  tableFlags,
  targetVersion,
  typeFlag,
} from '../../writing/writeFlags.js';
import { type CommandGroup, type FlagSpec, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

const readFlags: readonly FlagSpec[] = [
  {
    flags: '--version <tag>',
    description: 'read at this version, by tag or uuid (else at the head)',
    value: 'version',
  },
  {
    flags: '--show <what>',
    description: 'add who set each field (user), when (time), or both (all)',
    choices: ['user', 'time', 'all'],
  },
];

export const annotation: CommandGroup = {
  name: 'annotation',
  summary: 'Read and write the annotations of bodies',
  section: 'Read',
  commands: [
    {
      name: 'get',
      summary: 'Print the annotations of bodies by their ids',
      description:
        'Prints the annotations of these bodies, in the order of the ids. Ids that have none are named on standard error, and the exit code is then 1.',
      arguments: [{ name: '[id...]', description: 'body ids' }],
      flags: [
        {
          flags: '--ids <file>',
          description:
            'read more ids from this file, separated by blanks, commas or lines (- is standard input)',
          value: 'file',
        },
        {
          flags: '--allow-missing',
          description: 'exit with 0 although some ids have no annotation',
        },
        webFlag('the bodies in neuroglancer'),
        ...readFlags,
        ...outputFlags,
      ],
      examples: [
        { command: 'clio annotation get 154109 170220', about: 'two bodies' },
        {
          command: 'clio annotation get 154109 --json type,class',
          about: 'two fields of one body, as JSON',
        },
        { command: 'clio annotation get --ids ids.txt --format csv', about: 'many bodies, as CSV' },
        { command: 'clio annotation get 154109 170220 --web', about: 'look at two bodies' },
      ],
      load: lazily(() => import('./get.js')),
    },
    {
      name: 'list',
      summary: 'Print the annotations that match, or all',
      description:
        'Prints every annotation that matches. --where may be repeated: for one field any of the values will do, and of several fields all must match. A value that looks like a number finds the number and the text.',
      flags: [
        {
          flags: '--where <field=value>',
          description: 'only annotations with this value in this field; may be repeated',
          repeat: true,
          value: 'field',
        },
        { flags: '--all', description: 'every annotation of the dataset' },
        ...readFlags,
        ...outputFlags,
      ],
      examples: [
        { command: 'clio annotation list --where hemilineage=07B', about: 'by one field' },
        {
          command: 'clio annotation list --where class=DN --where class=AN --where soma_side=L',
          about: 'either class, on the left',
        },
        { command: 'clio annotation list --all --format ndjson > all.ndjson', about: 'everything' },
      ],
      load: lazily(() => import('./list.js')),
    },
    {
      name: 'set',
      summary: 'Give bodies values',
      description:
        "Gives each of these bodies the same values. FIELD=VALUE is a text, or a number where the field holds numbers (--type, then the dataset's schema, then the values that are there decide); FIELD:=JSON is any value, and FIELD:=null clears the field. The plan is shown, and you are asked. Values that somebody has set are protected: they are left alone unless --overwrite names their field, and the exit code is then 5.",
      arguments: [
        {
          name: '[words...]',
          description: 'body ids, and FIELD=VALUE or FIELD:=JSON',
          value: 'field',
        },
      ],
      flags: [idsFlag, typeFlag, ...runFlags, ...guardFlags],
      examples: [
        {
          command: 'clio annotation set 154109 type=LC10 soma_side=L',
          about: 'two values of one body',
        },
        {
          command: "clio annotation set 154109 170220 position:='[1,2,3]' note:=null",
          about: 'a list, and a field to clear, of two bodies',
        },
        {
          command: 'clio annotation set --ids ids.txt status=Traced --overwrite status --yes',
          about: 'one value for many bodies, in a script',
        },
      ],
      load: lazily(() => import('./set.js')),
    },
    {
      name: 'import',
      summary: 'Write the values of a table',
      description:
        'Reads a table (CSV, TSV, JSON, NDJSON, XLSX; - is standard input), compares it with what is there, shows the plan, and asks. An empty cell changes nothing. Values that somebody has set are protected: they are left alone unless --overwrite names their field, and the exit code is then 5. One cell that cannot be used refuses the whole table, and the exit code is 3.',
      arguments: [
        { name: '<file>', description: 'the table; a header and a row a body', value: 'file' },
      ],
      flags: [...tableFlags, ...runFlags, ...guardFlags],
      examples: [
        { command: 'clio annotation import types.csv --dry-run', about: 'only look' },
        {
          command: 'clio annotation import types.csv --overwrite type,class --yes',
          about: 'replace what stands in two fields, without being asked',
        },
        {
          command: 'clio annotation import cells.xlsx --id-column root_id --type group=text',
          about: 'ids in another column, and a type for one',
        },
      ],
      load: lazily(() => import('./import.js')),
    },
    {
      name: 'delete',
      summary: 'Take whole annotations away',
      description:
        "Deletes the whole records of these bodies, in the dataset's own version. What goes is shown, and you are asked; clio undo brings the records back, with who set each value and when.",
      arguments: [{ name: '[id...]', description: 'body ids' }],
      flags: [
        idsFlag,
        ...runFlags,
        ...limitFlags.slice(0, 1),
        ignoreRole,
        { ...targetVersion, description: "the version; the server takes only the dataset's own" },
      ],
      examples: [
        { command: 'clio annotation delete 154109 --dry-run', about: 'see what would go' },
        { command: 'clio annotation delete --ids wrong.txt --yes', about: 'many, in a script' },
      ],
      load: lazily(() => import('./delete.js')),
    },
  ],
};

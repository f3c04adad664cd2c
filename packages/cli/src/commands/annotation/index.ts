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
  ],
};

import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

export const field: CommandGroup = {
  name: 'field',
  summary: 'See the fields that annotations have',
  section: 'Read',
  commands: [
    {
      name: 'list',
      summary: 'List the fields of the dataset',
      description:
        'Lists the names of the fields. The names under which the server keeps who set a field and when (FIELD_user, FIELD_time) are left out unless --stamps is given. Where the DVID server of the dataset can be reached, each field comes with the number of annotations that have it; elsewhere the column is left out, and null in JSON.',
      flags: [
        { flags: '--stamps', description: 'also the fields that say who set a value, and when' },
        { flags: '--no-counts', description: 'do not ask DVID for the numbers of annotations' },
        ...outputFlags,
      ],
      examples: [
        { command: 'clio field list', about: 'names, and how many annotations have each' },
      ],
      load: lazily(() => import('./list.js')),
    },
  ],
};

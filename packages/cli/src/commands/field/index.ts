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
        'Lists the names of the fields. The names under which the server keeps who set a field and when (FIELD_user, FIELD_time) are left out unless --stamps is given.',
      flags: [
        { flags: '--stamps', description: 'also the fields that say who set a value, and when' },
        ...outputFlags,
      ],
      examples: [{ command: 'clio field list', about: 'one name a line' }],
      load: lazily(() => import('./list.js')),
    },
  ],
};

import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

export const search: CommandGroup = {
  name: 'search',
  summary: 'See your saved searches',
  section: 'Read',
  commands: [
    {
      name: 'saved',
      summary: 'List the searches that you have saved',
      description:
        'Lists the searches that you have saved in the dataset, one for each place: where several were saved at one place, the server gives any of them. --json has all that was saved about each.',
      flags: outputFlags,
      examples: [
        { command: 'clio search saved', about: 'places and times' },
        { command: 'clio search saved --json', about: 'with all that was saved' },
      ],
      load: lazily(() => import('./saved.js')),
    },
  ],
};

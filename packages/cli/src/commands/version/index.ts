import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

export const version: CommandGroup = {
  name: 'version',
  summary: 'See the versions of a dataset',
  section: 'Read',
  commands: [
    {
      name: 'list',
      summary: 'List the versions of the dataset',
      flags: outputFlags,
      examples: [
        { command: 'clio version list', about: 'tags and uuids; the head is marked' },
        { command: 'clio version list --json tag,uuid,head', about: 'for a script' },
      ],
      load: lazily(() => import('./list.js')),
    },
    {
      name: 'resolve',
      summary: 'Translate between the tag and the uuid of a version',
      arguments: [
        {
          name: '<version>',
          description: 'a tag, or a uuid or the beginning of one',
          value: 'version',
        },
      ],
      flags: outputFlags,
      examples: [{ command: 'clio version resolve v0.9', about: 'the uuid of a tag' }],
      load: lazily(() => import('./resolve.js')),
    },
  ],
};

import { webFlag } from '../../context/openPage.js';
import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

export const dataset: CommandGroup = {
  name: 'dataset',
  summary: 'See which datasets there are',
  section: 'Read',
  commands: [
    {
      name: 'list',
      summary: 'List the datasets that you can see',
      flags: outputFlags,
      examples: [
        { command: 'clio dataset list', about: 'a table' },
        { command: 'clio dataset list --json id,tag,uuid', about: 'for a script' },
      ],
      load: lazily(() => import('./list.js')),
    },
    {
      name: 'view',
      summary: 'Show one dataset',
      description: 'Shows the document of a dataset: the one named, or the one in force.',
      arguments: [{ name: '[id]', description: 'id of the dataset', value: 'dataset' }],
      flags: [...outputFlags, webFlag('its view in neuroglancer')],
      examples: [
        { command: 'clio dataset view VNC', about: 'what the server keeps about it' },
        {
          command: 'clio dataset view --json',
          about: 'the whole document of the dataset in force',
        },
        { command: 'clio dataset view --web', about: 'look at it' },
      ],
      load: lazily(() => import('./view.js')),
    },
  ],
};

import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

const names = 'server, dataset, pager, color or updateNotice';

export const config: CommandGroup = {
  name: 'config',
  summary: 'Choose the server, the dataset and more once and for all',
  description:
    'Settings: server, dataset, pager, color, updateNotice. A flag goes before an environment variable, which goes before .cliorc.json in this folder or the nearest above it (server and dataset only), which goes before the saved configuration.',
  section: 'Start here',
  commands: [
    {
      name: 'set',
      summary: 'Save a setting',
      arguments: [
        { name: '<setting>', description: names },
        { name: '<value>', description: 'its value' },
      ],
      examples: [
        { command: 'clio config set dataset VNC', about: 'wherever nothing else is chosen' },
        {
          command: `echo '{"dataset": "manc:v1.0"}' > .cliorc.json`,
          about: 'for this folder and those below it',
        },
      ],
      load: lazily(() => import('./set.js')),
    },
    {
      name: 'get',
      summary: 'Print the setting in force',
      arguments: [{ name: '<setting>', description: names }],
      examples: [{ command: 'clio config get dataset', about: 'for use by a script' }],
      load: lazily(() => import('./get.js')),
    },
    {
      name: 'list',
      summary: 'List the settings in force',
      flags: [
        { flags: '--show-origin', description: 'say where each one comes from' },
        ...outputFlags,
      ],
      examples: [
        { command: 'clio config list --show-origin', about: 'why this server, and this dataset' },
      ],
      load: lazily(() => import('./list.js')),
    },
    {
      name: 'unset',
      summary: 'Take a saved setting away',
      arguments: [{ name: '<setting>', description: names }],
      examples: [{ command: 'clio config unset dataset', about: 'none is chosen any more' }],
      load: lazily(() => import('./unset.js')),
    },
  ],
};

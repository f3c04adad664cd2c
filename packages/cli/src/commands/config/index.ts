import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

const settings = ['server', 'dataset', 'pager', 'color', 'updateNotice'];
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
        { name: '<setting>', description: names, choices: settings },
        { name: '<value>', description: 'its value' },
      ],
      examples: [
        { command: 'clio config set dataset VNC', about: 'wherever nothing else is chosen' },
        {
          command: 'clio config set dataset manc:v1.0 --local',
          about: 'for this folder and those below it',
        },
      ],
      flags: [
        {
          flags: '--local',
          description: 'in .cliorc.json of this folder, for it and those below (server, dataset)',
        },
      ],
      load: lazily(() => import('./set.js')),
    },
    {
      name: 'get',
      summary: 'Print the setting in force',
      arguments: [{ name: '<setting>', description: names, choices: settings }],
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
      arguments: [{ name: '<setting>', description: names, choices: settings }],
      examples: [
        { command: 'clio config unset dataset', about: 'none is chosen any more' },
        { command: 'clio config unset dataset --local', about: 'this folder has none of its own' },
      ],
      flags: [{ flags: '--local', description: 'from .cliorc.json of this folder' }],
      load: lazily(() => import('./unset.js')),
    },
  ],
};

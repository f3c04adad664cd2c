import { changeFlags } from '../../writing/confirmChange.js';
import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

export const atlas: CommandGroup = {
  name: 'atlas',
  summary: 'See and confirm notable places',
  section: 'Read',
  commands: [
    {
      name: 'list',
      summary: 'List the points of the atlas',
      description:
        'Lists the points of the atlas in the dataset that you may see: confirmed ones, your own, and all of them where you may write what belongs to others.',
      flags: [
        { flags: '--own', description: 'only your own' },
        { flags: '--all', description: 'those of all datasets' },
        ...outputFlags,
      ],
      examples: [
        { command: 'clio atlas list', about: 'in the dataset' },
        { command: 'clio atlas list --all --format csv', about: 'everywhere, as CSV' },
      ],
      load: lazily(() => import('./list.js')),
    },
    {
      name: 'verify',
      summary: 'Confirm a point of the atlas, so that everybody sees it',
      description:
        "Confirms the point at a place, or takes that back. It needs the right to write others' points in the dataset. What is there is shown, and you are asked.",
      arguments: [
        { name: '<x>', description: 'voxel, a whole number' },
        { name: '<y>', description: 'voxel' },
        { name: '<z>', description: 'voxel' },
      ],
      flags: [
        { flags: '--owner <email>', description: 'whose point, where several have one there' },
        { flags: '--undo', description: 'take the confirmation back' },
        ...changeFlags,
      ],
      examples: [{ command: 'clio atlas verify 18000 20500 14000', about: 'one point' }],
      load: lazily(() => import('./verify.js')),
    },
  ],
};

import { changeFlags } from '../../writing/confirmChange.js';
import { type CommandGroup, type FlagSpec, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

const userFlag: FlagSpec = {
  flags: '--user <email>',
  description: 'whose (else your own); of others it needs the right to',
};

export const point: CommandGroup = {
  name: 'point',
  summary: 'Read and write point, line and sphere annotations',
  section: 'Read',
  commands: [
    {
      name: 'list',
      summary: 'List point annotations in the dataset',
      description:
        'Lists your point, line and sphere annotations in the dataset, and those of the members of groups that you belong to.',
      flags: [
        userFlag,
        {
          flags: '--group <names>',
          description: 'add those of the members of these groups (a,b,c)',
          repeat: true,
        },
        ...outputFlags,
      ],
      examples: [
        { command: 'clio point list', about: 'your own' },
        { command: 'clio point list --group tracers --format csv', about: "a group's, as CSV" },
      ],
      load: lazily(() => import('./list.js')),
    },
    {
      name: 'set',
      summary: 'Set one point annotation, or many',
      description:
        'Sets a point (three whole numbers, in voxels), a line or a sphere (six), or all of a JSON file that holds one such annotation or a list of them. Owner, kind and position tell annotations apart: setting one again replaces what was there, or with --merge adds to it. What would change is shown, and you are asked. Each is sent by itself and has its own outcome; where some failed, the exit code is 6.',
      arguments: [{ name: '[coordinate...]', description: 'x, y, z; of both ends of a line' }],
      flags: [
        {
          flags: '--kind <kind>',
          description: 'what it marks (point otherwise)',
          choices: ['point', 'lineseg', 'sphere'],
        },
        { flags: '--title <text>', description: 'its title' },
        { flags: '--description <text>', description: 'what is to be said about it' },
        { flags: '--tags <tags>', description: 'tags (a,b,c)', repeat: true },
        { flags: '--prop <json>', description: 'anything else, as a JSON object' },
        {
          flags: '--input <file>',
          description: 'read annotations from this JSON file (- is standard input)',
          value: 'file',
        },
        { flags: '--merge', description: 'keep stored fields that are not given' },
        {
          flags: '--move <key>',
          description: 'take the place of the annotation with this key, which is deleted',
        },
        userFlag,
        ...changeFlags,
        ...outputFlags,
      ],
      examples: [
        { command: 'clio point set 120 44 9 --title soma --tags check', about: 'one point' },
        { command: 'clio point set --input points.json --yes', about: 'many, in a script' },
      ],
      load: lazily(() => import('./set.js')),
    },
    {
      name: 'delete',
      summary: 'Delete point annotations by their keys',
      description:
        'Deletes the annotations with these keys, such as Pt120_44_9. What goes is shown, and you are asked. Keys that have no annotation are named on standard error, and the exit code is then 1.',
      arguments: [{ name: '<key...>', description: 'keys, as "clio point list" has them' }],
      flags: [
        userFlag,
        { flags: '--allow-missing', description: 'exit with 0 although some do not exist' },
        ...changeFlags,
        ...outputFlags,
      ],
      examples: [{ command: 'clio point delete Pt120_44_9', about: 'one point' }],
      load: lazily(() => import('./delete.js')),
    },
  ],
};

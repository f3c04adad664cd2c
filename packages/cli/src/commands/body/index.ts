import { idsFlag } from '../../writing/writeFlags.js';
import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

export const body: CommandGroup = {
  name: 'body',
  summary: 'Ask about bodies in the segmentation',
  section: 'Read',
  commands: [
    {
      name: 'exists',
      summary: 'Say which bodies exist',
      description:
        "Says of each body whether it exists in the segmentation, as the dataset's DVID server knows it; one that was merged into another or split up exists no more. Bodies that do not exist are named on standard error, and the exit code is then 1.",
      arguments: [{ name: '[id...]', description: 'body ids' }],
      flags: [
        idsFlag,
        {
          flags: '--allow-missing',
          description: 'exit with 0 although some bodies do not exist',
        },
        {
          flags: '--version <tag>',
          description: 'ask at this version, by tag or uuid (else at the head)',
          value: 'version',
        },
        ...outputFlags,
      ],
      examples: [
        { command: 'clio body exists 154109 170220', about: 'two bodies' },
        { command: 'clio body exists --ids ids.txt --json', about: 'many, for a script' },
      ],
      load: lazily(() => import('./exists.js')),
    },
  ],
};

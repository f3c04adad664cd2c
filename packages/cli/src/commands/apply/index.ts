import { limitFlags, runFlags } from '../../writing/writeFlags.js';
import { lazily, type TopCommand } from '../CommandSpec.js';

export const apply: TopCommand = {
  name: 'apply',
  summary: 'Carry out a plan that was kept',
  description:
    'Carries out a plan of clio plan: shows it, asks, writes, and reports. What others have changed since the plan is left alone and reported (exit code 5). A plan for another server, another dataset or an older version than the head is refused (3). Guards stay as they were when the plan was made; they can be made stricter here.',
  section: 'Write',
  arguments: [{ name: '<planfile>', description: 'the plan (- is standard input)', value: 'file' }],
  flags: [...runFlags, ...limitFlags],
  examples: [
    { command: 'clio apply types.plan', about: 'look once more, and confirm' },
    { command: 'clio apply types.plan --yes', about: 'in a script' },
  ],
  load: lazily(() => import('./run.js')),
};

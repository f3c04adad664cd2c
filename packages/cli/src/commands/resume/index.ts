import { runFlags } from '../../writing/writeFlags.js';
import { lazily, type TopCommand } from '../CommandSpec.js';

export const resume: TopCommand = {
  name: 'resume',
  summary: 'Go on with a write that was broken off',
  description:
    'Goes on with a run that was broken off by Ctrl-C, a crash, a loss of power, or a server that had gone: the latest one, unless one is named. Server, dataset and user are those of the run. Nothing is written twice, and nothing of others is replaced. With nothing to resume it says so and exits with 0.',
  section: 'Write',
  arguments: [
    { name: '[run]', description: 'id of the run, as clio run list shows it', value: 'run' },
  ],
  flags: runFlags,
  examples: [
    { command: 'clio resume', about: 'the latest run that was broken off' },
    { command: 'clio resume --yes', about: 'in a script' },
  ],
  load: lazily(() => import('./run.js')),
};

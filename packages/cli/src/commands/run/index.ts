import { runFlags } from '../../writing/writeFlags.js';
import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

export const run: CommandGroup = {
  name: 'run',
  summary: 'Look at the writes that were made from here',
  description:
    'Each write is on record on this machine, in the state folder (CLIO_STATE_DIR), so that it can be resumed and undone. A record holds the plan and how it ended for each body, and no token.',
  section: 'Write',
  commands: [
    {
      name: 'list',
      summary: 'List the runs, newest first',
      description:
        'Lists the runs on record. State: running, interrupted (clio resume goes on with it), or finished.',
      flags: outputFlags,
      examples: [
        { command: 'clio run list', about: 'all runs' },
        { command: 'clio run list --json id,state,counts', about: 'for a program' },
      ],
      load: lazily(() => import('./list.js')),
    },
    {
      name: 'view',
      summary: 'Show how a run ended, body by body',
      description:
        'Shows a run: what it was for, how many bodies ended how, and each body that was not written as planned. Without an id it is the newest run.',
      arguments: [{ name: '[run]', description: 'id of the run', value: 'run' }],
      flags: [
        { flags: '--json', description: 'the run and all of its bodies as one JSON object' },
        { flags: '--all', description: 'every body, also those that were written' },
      ],
      examples: [{ command: 'clio run view', about: 'the newest run' }],
      load: lazily(() => import('./view.js')),
    },
    {
      name: 'prune',
      summary: 'Take the records of old runs away',
      description:
        'Takes away the records of finished runs that began before a day. They can no longer be undone; the annotations stay as they are.',
      flags: [
        { flags: '--before <date>', description: 'a day (2026-01-31), or a moment as ISO 8601' },
        { flags: '--interrupted', description: 'runs that could still be resumed, too' },
        ...runFlags.filter(({ flags }) => flags === '--yes'),
        { flags: '--dry-run', description: 'list what would be taken away, and stop' },
      ],
      examples: [{ command: 'clio run prune --before 2026-01-01', about: 'what is old' }],
      load: lazily(() => import('./prune.js')),
    },
  ],
};

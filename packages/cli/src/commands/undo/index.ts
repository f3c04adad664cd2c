import { ignoreRole, limitFlags, runFlags } from '../../writing/writeFlags.js';
import { lazily, type TopCommand } from '../CommandSpec.js';

export const undo: TopCommand = {
  name: 'undo',
  summary: 'Take back what a write has changed',
  description:
    'Puts back what a run changed: values, and who had set them when. Without an id it is the newest run that wrote something and is no undo itself. What others have changed since is left alone and reported (exit code 5). An undo is a run like any other: it shows its plan, asks, and can be undone by its id. Server and dataset are those of the run.',
  section: 'Write',
  arguments: [
    { name: '[run]', description: 'id of the run, as clio run list shows it', value: 'run' },
  ],
  flags: [
    {
      flags: '--field <field>',
      description: 'only this field; may be repeated',
      repeat: true,
      value: 'field',
    },
    { flags: '--body <id>', description: 'only this body; may be repeated', repeat: true },
    ...runFlags,
    ...limitFlags,
    ignoreRole,
  ],
  examples: [
    { command: 'clio undo', about: 'the newest write' },
    { command: 'clio undo 20261123-015503-k3f9 --field type --yes', about: 'one field of a run' },
  ],
  load: lazily(() => import('./run.js')),
};

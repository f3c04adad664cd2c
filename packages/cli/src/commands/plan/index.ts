import { guardFlags, tableFlags } from '../../writing/writeFlags.js';
import { lazily, type TopCommand } from '../CommandSpec.js';

export const plan: TopCommand = {
  name: 'plan',
  summary: 'Plan to write a table, to look at and apply later',
  description:
    'Compares a table with what is there and keeps what would change in a file, with the state it stands on: a plan that can be read (clio plan show), shared, and carried out (clio apply). Nothing is written to the server. The flags are those of clio annotation import. A table that cannot be used exits with 3, and no plan is kept; protected values are shown and are no failure here (0). A table named "show" is given as ./show.',
  section: 'Write',
  arguments: [{ name: '<file>', description: 'the table (- is standard input)', value: 'file' }],
  flags: [
    {
      flags: '-o, --output <file>',
      description: 'keep the plan in this file (- is standard output); else it is only shown',
      value: 'file',
    },
    { flags: '--json', description: 'print counts and changes as JSON' },
    { flags: '--all-changes', description: 'show every change, not only the first ones' },
    ...tableFlags,
    ...guardFlags,
  ],
  examples: [
    { command: 'clio plan types.csv -o types.plan', about: 'make a plan' },
    { command: 'clio plan show types.plan', about: 'read it' },
    { command: 'clio apply types.plan', about: 'carry it out' },
  ],
  load: lazily(() => import('./run.js')),
  commands: [
    {
      name: 'show',
      summary: 'Show a plan that was kept',
      description:
        'Shows what a plan would change: counts by verdict and field, what is to be known about it, then every change, before → after, with who set the old value and when. No server is asked.',
      arguments: [
        { name: '<planfile>', description: 'the plan (- is standard input)', value: 'file' },
      ],
      flags: [
        { flags: '--json', description: 'counts and changes as JSON' },
        {
          flags: '--html <file>',
          description: 'write a page for sharing to this file (- is standard output)',
          value: 'file',
        },
      ],
      examples: [
        { command: 'clio plan show types.plan', about: 'read a plan' },
        { command: 'clio plan show types.plan --html types.html', about: 'a page to send around' },
      ],
      load: lazily(() => import('./show.js')),
    },
  ],
};

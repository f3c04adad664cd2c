import type { FlagSpec } from './CommandSpec.js';

/** Flags that every command takes, before or after its name. */
export const globalFlags: readonly FlagSpec[] = [
  {
    flags: '--server <url>',
    description: 'the server to ask (else CLIO_SERVER, then the configuration)',
    value: 'server',
  },
  {
    flags: '--dataset <id>',
    description: 'the dataset to work on (else CLIO_DATASET, then the configuration)',
    value: 'dataset',
  },
  { flags: '--quiet', description: 'no counts, progress or hints on standard error' },
  { flags: '--verbose', description: 'show each request on standard error' },
  { flags: '--debug', description: 'add the chain of causes to an error' },
  {
    flags: '--color <when>',
    description: 'when to colour; auto is on a terminal',
    choices: ['auto', 'always', 'never'],
  },
  { flags: '--no-color', description: 'the same as --color never', hidden: true },
  { flags: '--no-pager', description: 'do not page long tables on a terminal' },
  // Here only to be refused with an explanation: an argument is visible to other users of the machine.
  { flags: '--token [token]', description: 'refused', hidden: true },
];

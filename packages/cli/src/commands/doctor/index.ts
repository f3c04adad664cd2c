import { lazily, type TopCommand } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

export const doctor: TopCommand = {
  name: 'doctor',
  summary: 'Check that everything that clio needs is in order',
  description:
    'Checks Node, the configuration, the permissions of files, the proxy, TLS, the server and the version of its API, the clock, the token, the roles, the dataset and DVID, and says for each failure what to do. The exit code is that of the gravest failure: see clio help exit-codes.',
  section: 'Tools',
  flags: outputFlags,
  examples: [
    { command: 'clio doctor', about: 'a list of checks' },
    { command: 'clio doctor --json', about: 'for a report' },
  ],
  load: lazily(() => import('./run.js')),
};

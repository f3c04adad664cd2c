import { type CommandGroup, lazily } from '../CommandSpec.js';

export const sandbox: CommandGroup = {
  name: 'sandbox',
  summary: 'Run a Clio of your own to try things on',
  section: 'Start here',
  commands: [
    {
      name: 'start',
      summary: 'Start a local server with data that you may break',
      description:
        'Starts clio-store, the DVID below it and the login service on this machine, prints their addresses and a token for each user, and runs until Ctrl-C. Without --state it has the sample: a few thousand neurons.',
      flags: [
        {
          flags: '--port <number>',
          description: 'port of the server; 0 is any free one (default: 7310)',
        },
        {
          flags: '--dvid-port <number>',
          description: 'port of DVID; 0 is any free one (default: 7311)',
        },
        {
          flags: '--state <file>',
          description: 'begin with the state in this file',
          value: 'file',
        },
        { flags: '--sample', description: 'begin with the sample data' },
        {
          flags: '--save <file>',
          description: 'write the state to this file when it stops',
          value: 'file',
        },
        { flags: '--legacy', description: 'behave as the deployments that gave out JWTs' },
        {
          flags: '--token-lifetime <seconds>',
          description: 'with --legacy: how long a token from the server is valid',
        },
        { flags: '--no-ghosts', description: 'let deleted bodies leave no id behind' },
        { flags: '--enforce-roles', description: 'check roles on body annotations too' },
        { flags: '--host <address>', description: 'address to listen on (default: 127.0.0.1)' },
        {
          flags: '--allow-public',
          description: 'let --host be an address that other machines can reach',
        },
        {
          flags: '--allow-origin',
          description: 'let pages of a browser use the control interface',
        },
        { flags: '--json', description: 'print addresses and tokens as one line of JSON' },
      ],
      examples: [
        { command: 'clio sandbox start', about: 'with the sample' },
        {
          command: 'clio sandbox start --state state.json --json --port 0 --dvid-port 0',
          about: 'for a test, on any free ports',
        },
      ],
      load: lazily(() => import('./start.js')),
    },
  ],
};

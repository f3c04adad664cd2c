import { webFlag } from '../../context/openPage.js';
import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

export const auth: CommandGroup = {
  name: 'auth',
  summary: 'Log in and out',
  section: 'Start here',
  commands: [
    {
      name: 'login',
      summary: 'Save a token for a server',
      description:
        'Opens the page where the server gives out tokens, takes the token that you paste there (it is not shown), asks the server whether it is valid, and saves it for that server. With --with-token the token comes from standard input.',
      flags: [
        { flags: '--with-token', description: 'read the token from standard input' },
        { flags: '--no-browser', description: 'print the address of the page without opening it' },
      ],
      examples: [
        { command: 'clio auth login', about: 'step by step' },
        { command: 'clio auth login --with-token < token.txt', about: 'in a script' },
        {
          command: 'clio auth login --server http://127.0.0.1:7310 --with-token < token.txt',
          about: 'for a sandbox',
        },
      ],
      load: lazily(() => import('./login.js')),
    },
    {
      name: 'logout',
      summary: 'Forget the saved token of a server',
      description:
        'Deletes the saved token. The token itself stays valid: revoke it on the page where you got it if somebody else may have seen it.',
      examples: [
        { command: 'clio auth logout', about: 'for the server in force' },
        {
          command: 'clio auth logout --server http://127.0.0.1:7310',
          about: 'for another one',
        },
      ],
      load: lazily(() => import('./logout.js')),
    },
    {
      name: 'status',
      summary: 'Show who you are on each server, and whether the token is valid',
      description:
        'Shows for the server in force, and each server for which a token is saved: where the token comes from, whose it is, its roles, when it expires where that is known, and whether the server takes it. Exits with 4 when the token in use is not valid, or there is none for any server.',
      flags: [...outputFlags, webFlag('the page where tokens are made and revoked')],
      examples: [
        { command: 'clio auth status', about: 'who am I, and where' },
        {
          command: "clio auth status --jq '.[] | select(.active) | .email'",
          about: 'for use by a script',
        },
      ],
      load: lazily(() => import('./status.js')),
    },
    {
      name: 'token',
      summary: 'Print the token in use',
      description:
        'Prints the token that a command would send to the server, for use by another program. Take care where it goes.',
      examples: [
        {
          command:
            'curl -H "Authorization: Bearer $(clio auth token)" https://clio.example.org/v2/roles',
          about: 'hand it to another program',
        },
      ],
      load: lazily(() => import('./token.js')),
    },
  ],
};

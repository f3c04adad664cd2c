import { changeFlags } from '../../writing/confirmChange.js';
import { type ArgumentSpec, type CommandGroup, type FlagSpec, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

const scope: ArgumentSpec = { name: '<scope>', description: 'scope of the values' };
const key: ArgumentSpec = { name: '<key>', description: 'key in the scope' };
const timestamp: FlagSpec = {
  flags: '--timestamp',
  description: 'also when it was set, in seconds since 1970',
};

export const kv: CommandGroup = {
  name: 'kv',
  summary: 'Keep small values of your own on the server',
  section: 'Read',
  commands: [
    {
      name: 'get',
      summary: 'Print a value',
      description:
        'Prints your value under a key: the object as JSON, so that "clio kv set" takes it back. With --json, --format or --output it is printed as a record with its key, as by "clio kv list".',
      arguments: [scope, key],
      flags: [timestamp, ...outputFlags],
      examples: [{ command: 'clio kv get settings viewer', about: 'one value' }],
      load: lazily(() => import('./get.js')),
    },
    {
      name: 'list',
      summary: 'List the values of a scope',
      arguments: [scope],
      flags: [timestamp, ...outputFlags],
      examples: [{ command: 'clio kv list settings --json', about: 'all, for a script' }],
      load: lazily(() => import('./list.js')),
    },
    {
      name: 'set',
      summary: 'Set a value',
      description:
        'Sets your value under a key to a JSON object, typed or from a file. What is there is replaced as a whole; what would change is shown, and you are asked.',
      arguments: [scope, key, { name: '[value]', description: 'the value, a JSON object' }],
      flags: [
        {
          flags: '--input <file>',
          description: 'read the value from this file (- is standard input)',
          value: 'file',
        },
        ...changeFlags,
      ],
      examples: [
        { command: `clio kv set settings viewer '{"theme": "dark"}'`, about: 'a value as typed' },
        { command: 'clio kv set settings viewer --input viewer.json --yes', about: 'from a file' },
      ],
      load: lazily(() => import('./set.js')),
    },
    {
      name: 'delete',
      summary: 'Delete a value',
      description:
        'Deletes your value under a key. What goes is shown, and you are asked. Where there is none the exit code is 1.',
      arguments: [scope, key],
      flags: changeFlags,
      examples: [{ command: 'clio kv delete settings viewer', about: 'one value' }],
      load: lazily(() => import('./delete.js')),
    },
  ],
};

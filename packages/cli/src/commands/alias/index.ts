import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

export const alias: CommandGroup = {
  name: 'alias',
  summary: 'Give commands that you often type a name of your own',
  description:
    'Aliases are kept in the configuration. A program clio-NAME on the PATH is run as clio NAME, with the words after it, and needs no alias; a command goes before an alias, and an alias before a program.',
  section: 'Tools',
  commands: [
    {
      name: 'set',
      summary: 'Save an alias',
      description:
        'Saves an alias. $1 to $9 in it stand for the words that are typed after it; the others of them are added at the end. It must begin with a command. With a ! at its beginning, or --shell, it is a line for sh, which finds the words in $1, $2 and "$@".',
      arguments: [
        { name: '<name>', description: 'the name' },
        { name: '<words...>', description: 'what it stands for, without "clio"' },
      ],
      examples: [
        {
          command: "clio alias set dn 'annotation list --where class=DN'",
          about: 'clio dn --json lists them as JSON',
        },
        {
          command: "clio alias set lineage 'annotation list --where hemilineage=$1'",
          about: 'clio lineage 07B',
        },
        {
          command: `clio alias set types '!clio annotation list --all --jq ".[].type" | sort | uniq -c'`,
          about: 'a line of the shell: how many bodies of each type',
        },
      ],
      flags: [
        { flags: '--shell', description: 'the text is a line for sh, as with a ! before it' },
      ],
      load: lazily(() => import('./set.js')),
    },
    {
      name: 'list',
      summary: 'List your aliases',
      flags: outputFlags,
      examples: [{ command: 'clio alias list', about: 'names, and what they stand for' }],
      load: lazily(() => import('./list.js')),
    },
    {
      name: 'delete',
      summary: 'Delete an alias',
      arguments: [{ name: '<name>', description: 'the name', value: 'alias' }],
      examples: [{ command: 'clio alias delete dn', about: 'the name is free again' }],
      load: lazily(() => import('./delete.js')),
    },
  ],
};

import { shells } from '../../completion/scripts.js';
import { lazily, type TopCommand } from '../CommandSpec.js';

export const completion: TopCommand = {
  name: 'completion',
  summary: 'Print the script that makes the tab key complete clio',
  description:
    'Prints the script for a shell. It completes commands, flags and their values, and asks the server for datasets, version tags and field names, which it keeps for five minutes; ids of runs come from the records on this machine.',
  section: 'Tools',
  arguments: [{ name: '<shell>', description: shells.join(', '), choices: shells }],
  examples: [
    { command: 'source <(clio completion bash)', about: 'bash: add this to ~/.bashrc' },
    { command: 'source <(clio completion zsh)', about: 'zsh: add this to ~/.zshrc' },
    {
      command: 'clio completion fish > ~/.config/fish/completions/clio.fish',
      about: 'fish',
    },
    {
      command: 'clio completion powershell | Out-String | Invoke-Expression',
      about: 'PowerShell: add this to $PROFILE',
    },
  ],
  load: lazily(() => import('./run.js')),
};

/** What the scripts ask. */
export const completeWords: TopCommand = {
  name: '__complete',
  summary: 'Print what may stand in the place of the last word',
  section: 'Tools',
  hidden: true,
  arguments: [{ name: '[words...]', description: 'the words after clio' }],
  flags: [{ flags: '--next', description: 'a further, empty word is to be completed' }],
  load: lazily(() => import('./words.js')),
};

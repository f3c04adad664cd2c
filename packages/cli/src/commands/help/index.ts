import { lazily, type TopCommand } from '../CommandSpec.js';

export const help: TopCommand = {
  name: 'help',
  summary: 'Explain a command or a topic',
  description:
    'Explains a command (clio help annotation list) or a topic: exit-codes, environment, formatting, queries, safety.',
  section: 'Tools',
  arguments: [{ name: '[words...]', description: 'a command or a topic' }],
  examples: [
    { command: 'clio help exit-codes', about: 'what the exit codes mean' },
    { command: 'clio help annotation list', about: 'the same as clio annotation list --help' },
  ],
  load: lazily(() => import('./run.js')),
};

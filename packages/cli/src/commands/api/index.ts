import { lazily, type TopCommand } from '../CommandSpec.js';

export const api: TopCommand = {
  name: 'api',
  summary: 'Send any request to the server',
  description:
    'Sends one request with your token and prints the answer as it is. The path is as on the wire (/v2/roles, /profile). A failing answer is printed, too, and the exit code says which kind it is.',
  section: 'Tools',
  arguments: [
    { name: '<method>', description: 'GET, POST or DELETE' },
    { name: '<path>', description: 'path and query, such as /v2/datasets?templates=true' },
  ],
  flags: [
    {
      flags: '--input <file>',
      description: 'send this file as the body (- is standard input)',
      value: 'file',
    },
    { flags: '--include', description: 'print the status and the headers of the answer first' },
    {
      flags: '-o, --output <file>',
      description: 'write the answer to this file (- is standard output)',
      value: 'file',
    },
  ],
  examples: [
    { command: 'clio api GET /v2/roles', about: 'who am I' },
    { command: 'clio api POST /v2/kv/notes/one --input note.json', about: 'a body from a file' },
  ],
  load: lazily(() => import('./run.js')),
};

import { type CommandGroup, lazily } from '../CommandSpec.js';
import { outputFlags } from '../outputFlags.js';

export const neuprint: CommandGroup = {
  name: 'neuprint',
  summary: 'Ask neuPrint in your name',
  section: 'Read',
  commands: [
    {
      name: 'query',
      summary: 'Run a Cypher query',
      description:
        "Asks the dataset's neuPrint server, through the Clio server, and prints the table that it answers with. A query may take five minutes.",
      arguments: [{ name: '[cypher]', description: 'the query, in the Cypher language' }],
      flags: [
        {
          flags: '--input <file>',
          description: 'read the query from this file (- is standard input)',
          value: 'file',
        },
        {
          flags: '--neuprint-dataset <name>',
          description: "neuPrint's name of the dataset (else as the dataset's document says)",
        },
        ...outputFlags,
      ],
      examples: [
        {
          command: "clio neuprint query 'MATCH (n:Neuron) RETURN n.bodyId, n.type LIMIT 10'",
          about: 'ten neurons',
        },
        {
          command: 'clio neuprint query --input partners.cypher --format csv',
          about: 'a query from a file, as CSV',
        },
      ],
      load: lazily(() => import('./query.js')),
    },
  ],
};

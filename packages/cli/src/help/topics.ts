/** A page of `clio help`. */
export interface Topic {
  readonly name: string;
  readonly summary: string;
  readonly text: () => Promise<string>;
}

/** The pages of `clio help`, in their order; the texts are loaded when they are asked for. */
export const topics: readonly Topic[] = [
  {
    name: 'exit-codes',
    summary: 'What the exit codes mean',
    text: async () => (await import('./topics/exitCodes.js')).text,
  },
  {
    name: 'environment',
    summary: 'Environment variables, files, and what goes before what',
    text: async () => (await import('./topics/environment.js')).text,
  },
  {
    name: 'formatting',
    summary: 'Tables, TSV, CSV, JSON and NDJSON',
    text: async () => (await import('./topics/formatting.js')).text,
  },
  {
    name: 'queries',
    summary: 'How to find annotations',
    text: async () => (await import('./topics/queries.js')).text,
  },
  {
    name: 'safety',
    summary: 'What clio does so that nothing is lost',
    text: async () => (await import('./topics/safety.js')).text,
  },
];

import type { TestProject } from 'vitest/node';
import { createSandbox } from '../packages/sandbox/src/index.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A sandbox with the sample data, for the browser tests. */
    sandbox: { server: string; dvid: string; tokens: Record<string, string> };
  }
}

/** Serves a sandbox with sample data while the browser tests run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sandbox = await createSandbox({ sample: true });
  const { server, dvid } = await sandbox.listen({ port: 0, dvidPort: 0 });
  project.provide('sandbox', { server, dvid, tokens: { ...sandbox.tokens } });
  return () => sandbox.close();
}

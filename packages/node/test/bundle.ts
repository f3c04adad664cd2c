import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const packages = fileURLToPath(new URL('../../', import.meta.url));

/** Bundles a program with our sources, for tests with processes of their own; gives its path. */
export async function bundle(code: string, folder: string): Promise<string> {
  const outfile = join(folder, 'program.cjs');
  await build({
    stdin: { contents: code, resolveDir: join(packages, 'node/src'), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
    alias: {
      '@clio/core': join(packages, 'core/src/index.ts'),
      '@clio/auth': join(packages, 'auth/src/index.ts'),
    },
  });
  return outfile;
}

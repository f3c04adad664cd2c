import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'tsup';
import { directImports } from '../presets/direct-imports.mjs';
import { lazyBuiltins } from '../presets/lazy-builtins.mjs';
import { bundledLicenses } from '../presets/licenses.mjs';
import { mergeChunks } from '../presets/merge-chunks.mjs';
import manifest from './package.json' with { type: 'json' };

/** What `git` says about the commit that is built; nothing outside a repository. */
function git(...args: string[]): string {
  try {
    return execFileSync('git', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

rmSync('dist', { recursive: true, force: true });

/**
 * One entry that loads next to nothing, and a chunk for each command that is imported when the command
 * runs: a few files to load and not hundreds is what makes it start fast. The packages of this workspace
 * are bundled from their sources (`paths` of tsconfig.json), so that what is not used is left out, module
 * by module; the sandbox is in chunks of its own that only `clio sandbox start` loads.
 */
export default defineConfig({
  entry: { main: 'src/main.ts' },
  format: ['esm'],
  platform: 'node',
  target: 'node20',
  splitting: true,
  // Names stay, for messages; the size of the files matters less than their number at the start.
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: false,
  metafile: true,
  tsconfig: 'tsconfig.json',
  // jq loads its program, 1 MB of WebAssembly, from beside itself.
  noExternal: [/^(?!jq-web$)/],
  external: ['jq-web'],
  removeNodeProtocol: false,
  esbuildPlugins: [
    lazyBuiltins(['node:child_process', 'node:fs/promises', 'node:os', 'node:zlib']),
    directImports(
      Object.fromEntries(
        ['core', 'auth', 'node', 'sandbox'].map((name) => [
          `@clio/${name}`,
          resolve(`../${name}/src/index.ts`),
        ]),
      ),
    ),
  ],
  define: {
    // ky alone asks in this way whether there are streams, for progress of uploads and downloads, which nothing here
    // shows; in Node the question loads them.
    'globalThis.ReadableStream': 'undefined',
    __CLIO_VERSION__: JSON.stringify(manifest.version),
    __CLIO_COMMIT__: JSON.stringify(git('rev-parse', '--short', 'HEAD')),
    __CLIO_DATE__: JSON.stringify(git('log', '-1', '--format=%cs')),
  },
  onSuccess: async () => {
    await mergeChunks(
      'dist',
      {
        version: ['src/main.ts'],
        // Settings are in the chunk of the start because completion, too, asks for nothing else.
        start: ['src/runProcess.ts', 'src/context/settings.ts'],
        // What every command that asks the server loads.
        online: [
          'src/context/settings.ts',
          'src/context/tokens.ts',
          'src/context/network.ts',
          'src/context/commandAuth.ts',
          'src/context/client.ts',
          'src/commands/dataset/list.ts',
        ],
      },
      ['jq-web'],
    );
    bundledLicenses('dist');
  },
});

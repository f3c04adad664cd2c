import { rmSync } from 'node:fs';
import { defineConfig } from 'tsup';

/**
 * A library's build: one output file for each source file (short stack traces, exact tree shaking)
 * and one declaration file for each public entry.
 *
 * `entries` are the public entries, name to source file; `bundled` are single files, name to source
 * file, whose imports are bundled into them.
 */
export function library({ entries, platform = 'neutral', bundled = {} }) {
  // Here and not by tsup's `clean`: the two builds below run side by side.
  rmSync('dist', { recursive: true, force: true });
  const base = {
    format: ['esm'],
    target: 'es2022',
    platform,
    sourcemap: true,
    tsconfig: 'tsconfig.build.json',
  };
  const vendored = Object.values(bundled).map((file) => `!${file}`);
  return defineConfig([
    {
      ...base,
      entry: ['src/**/*.ts', '!src/**/*.test.ts', '!src/**/*.bench.ts', ...vendored],
      bundle: false,
      dts: { entry: entries, compilerOptions: { ignoreDeprecations: '6.0' } },
    },
    ...Object.entries(bundled).map(([name, file]) => ({
      ...base,
      entry: { [name]: file },
      bundle: true,
      splitting: false,
      noExternal: [/.*/],
    })),
  ]);
}

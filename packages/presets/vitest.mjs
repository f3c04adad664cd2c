import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Imports of a workspace package reach its source, so that a test never runs against an old build.
 * Longer names first: the first match wins.
 */
export const alias = [
  { find: /^@clio\/core\/([\w-]+)$/, replacement: `${source('core/src')}/$1/index.ts` },
  { find: /^@clio\/(core|auth|node|sandbox|cli)$/, replacement: `${source('.')}$1/src/index.ts` },
  { find: /^@clio\/fixtures$/, replacement: source('fixtures/index.mjs') },
];

/** The vitest project of one package: tests beside the source, long searches only when asked for. */
export function packageTests(name, test = {}) {
  const long = process.env.CLIO_TEST_LONG === '1';
  return defineConfig({
    resolve: { alias },
    test: {
      name,
      include: long
        ? ['src/**/*.long.test.ts', 'test/**/*.long.test.ts']
        : ['src/**/*.test.ts', 'test/**/*.test.ts'],
      exclude: ['**/*.browser.test.ts', ...(long ? [] : ['**/*.long.test.ts'])],
      testTimeout: long ? 1_800_000 : 30_000,
      hookTimeout: 30_000,
      // Files share the modules that a worker has loaded, which halves the time of the whole; a test that
      // changes a global puts it back.
      isolate: false,
      ...test,
    },
  });
}

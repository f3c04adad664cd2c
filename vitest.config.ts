import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { alias } from './packages/presets/vitest.mjs';

const chromium = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path && existsSync(path));
const long = process.env.CLIO_TEST_LONG === '1';

if (!chromium && process.env.CLIO_REQUIRE_BROWSER === '1') {
  throw new Error('No Chromium was found, and the browser tests are required here.');
}

const browser: TestProjectConfiguration = {
  root: fileURLToPath(new URL('./packages/core', import.meta.url)),
  resolve: { alias },
  test: {
    name: 'browser',
    include: ['src/**/*.browser.test.ts', 'test/**/*.browser.test.ts'],
    globalSetup: [fileURLToPath(new URL('./scripts/browser-sandbox.ts', import.meta.url))],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      api: { host: '127.0.0.1' },
      provider: playwright({
        launchOptions: {
          ...(chromium ? { executablePath: chromium } : {}),
          // Without a sandbox, because tests often run as root in a container; the rest keeps the
          // browser from calling anywhere.
          args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ],
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
  optimizeDeps: { include: ['ky', 'zod/mini', 'fastest-levenshtein'] },
};

export default defineConfig({
  test: {
    projects: [
      'packages/{core,auth,node,sandbox,cli,e2e}',
      ...(chromium && !long ? [browser] : []),
    ],
    reporters: ['default', './scripts/totals-reporter.ts'],
    // Two at least: many tests wait for a process of their own.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});

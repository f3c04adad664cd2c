import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSandbox } from '@clio/sandbox';
import { expect, it } from 'vitest';
import { run } from '../src/run.js';
import { checkFiles, watchFor } from '../src/secrets.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

// None of the sample's tokens may be in what is shown.
watchFor(createSandbox({ sample: true }).tokens);

it('npm start shows the main job, in an empty home, without a terminal, and leaves nothing behind', async () => {
  const home = mkdtempSync(join(tmpdir(), 'clio-start-test-'));
  const temporary = mkdtempSync(join(tmpdir(), 'clio-start-test-'));
  const outcome = await run(process.execPath, ['scripts/run.mjs', 'start'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      TMPDIR: temporary,
      npm_config_cache: process.env.npm_config_cache ?? join(homedir(), '.npm'),
    },
  });
  expect(outcome.code, outcome.stdout + outcome.stderr).toBe(0);
  for (const shown of [
    '$ clio dataset list',
    '$ clio annotation get',
    '$ clio annotation list --where',
    '--dry-run',
    '--yes',
    'What next',
  ]) {
    expect(outcome.stdout).toContain(shown);
  }
  // Told first, because a token in a file that is left is worse than the file.
  checkFiles(home);
  checkFiles(temporary);
  expect(readdirSync(home)).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
  rmSync(home, { recursive: true });
  rmSync(temporary, { recursive: true });
});

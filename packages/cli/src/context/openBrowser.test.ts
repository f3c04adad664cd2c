import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/runClio.js';
import { nodeProgram } from './nodeProgram.js';
import { openBrowser } from './openBrowser.js';

it.runIf(process.platform !== 'win32')('starts the program that BROWSER names', async () => {
  const folder = join(temporaryFolder(), 'a folder');
  mkdirSync(folder);
  const program = join(folder, 'browser');
  const opened = join(folder, 'opened');
  // Whoever reads the pipe waits until the program has written.
  expect(await nodeProgram('mkfifo', [opened])).toBe(0);
  writeFileSync(program, `#!/bin/sh\necho "$@" > '${opened}'\n`);
  chmodSync(program, 0o755);
  expect(await openBrowser('https://clio.example.org/?a=b', `'${program}' --new`)).toBe(true);
  expect(await readFile(opened, 'utf8')).toBe('--new https://clio.example.org/?a=b\n');
});

it('says that no program was started', async () => {
  expect(await openBrowser('https://clio.example.org', '/nowhere/browser')).toBe(false);
});

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { privateFolder } from './privateFolder.js';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clio-private-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('makes a folder and those above it, and is content with one that is there', async () => {
  const path = join(temporaryFolder(), 'a', 'b', 'c');
  await Promise.all([privateFolder(path), privateFolder(path)]);
  await privateFolder(path);
  expect(statSync(path).isDirectory()).toBe(true);
});

it('fails where a file stands in the way', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(privateFolder(file)).rejects.toThrow('EEXIST');
  await expect(privateFolder(join(file, 'below'))).rejects.toThrow('ENOTDIR');
});

it.runIf(process.platform === 'linux')('fails where no folder can be made', async () => {
  await expect(privateFolder('/proc/none/runs')).rejects.toThrow('ENOENT');
});

import { chmod, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, isMissing } from './isMissing.js';

/**
 * Makes sure that a folder exists and that nobody else can look into it (0700). A folder that was
 * open to others is closed; one with the sticky bit is shared on purpose, such as `/tmp`, and
 * stays.
 */
export async function privateFolder(path: string): Promise<void> {
  await makeFolder(path);
  if (process.platform === 'win32') return;
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0 && (mode & 0o1000) === 0) await chmod(path, 0o700);
}

/** Not by `recursive`: in a place that takes no folders, such as `/proc`, Node would try for ever. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && (await stat(path)).isDirectory()) return;
    const parent = dirname(path);
    if (!isMissing(error) || parent === path || (await isThere(parent))) throw error;
    await makeFolder(parent);
    await makeFolder(path);
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

import { chmod, mkdir, stat } from 'node:fs/promises';

/**
 * Makes sure that a folder exists and that nobody else can look into it (0700). A folder that was
 * open to others is closed; one with the sticky bit is shared on purpose, such as `/tmp`, and
 * stays.
 */
export async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0 && (mode & 0o1000) === 0) await chmod(path, 0o700);
}

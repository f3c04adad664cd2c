import { readFileSync, statSync } from 'node:fs';

/** A file as text, with its permissions. */
export interface SmallFile {
  readonly text: string;
  readonly mode: number;
}

/**
 * A file of settings, as text; undefined where there is none. It is read at once and not by another thread: to start
 * the threads takes longer than all else that a short command does with files.
 *
 * @throws what the file system says of a file that is there and cannot be read.
 */
export async function readSmallFile(path: string): Promise<SmallFile | undefined> {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (!facts) return undefined;
  const { mode } = facts;
  if (facts.isFile()) return { text: readFileSync(path, 'utf8'), mode };
  // A pipe may keep one waiting, and that must not keep the whole process waiting.
  const { readFile } = await import('node:fs/promises');
  return { text: await readFile(path, 'utf8'), mode };
}

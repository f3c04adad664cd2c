import { join } from 'node:path';
import { cacheFolder } from '@clio/node';

/**
 * Keeps compiled code between runs, where Node can do that (22 and later): a good part of the time that a short
 * command takes. It goes into our own cache folder, because the default is a folder that all users share.
 */
export function keepCompiled(): void {
  // To look for it where it is not costs time, too.
  if (Number.parseInt(process.versions.node, 10) < 22) return;
  // Types of the oldest version know nothing of it. It never throws; a cache that cannot be kept is none.
  const { enableCompileCache } = process.getBuiltinModule('node:module') as {
    readonly enableCompileCache?: (folder: string) => unknown;
  };
  enableCompileCache?.(join(cacheFolder(), 'compiled'));
}

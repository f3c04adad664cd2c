import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '@clio/core';
import lockfile from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { errorCode } from './isMissing.js';
import { privateFolder } from './privateFolder.js';

/**
 * Changes a small file under a lock: reads, lets `change` decide, and puts the new content in its
 * place in one step (flushed to disk, mode 0600), so that two processes lose nothing of each other
 * and a reader sees the old file or the new one. `change` gives undefined to leave the file as it
 * is, and null to take it away. A `shared` file is one in a folder that is not ours: neither is
 * closed to others, and a file that is there keeps its mode.
 *
 * @throws InputError where another process holds the lock for longer than some seconds, or the file
 *   system refuses.
 */
export async function updateFile(
  path: string,
  change: () => Promise<string | null | undefined>,
  { shared = false }: { readonly shared?: boolean } = {},
): Promise<void> {
  try {
    if (!shared) await privateFolder(dirname(path));
  } catch (cause) {
    throw refused(path, cause);
  }
  const unlock = await lock(path, shared);
  try {
    const content = await change();
    if (content === undefined) return;
    if (content === null) await rm(path, { force: true });
    else await writeFileAtomic(path, content, shared ? {} : { mode: 0o600 });
  } catch (cause) {
    // What `change` itself refuses says more than that nothing was written.
    throw errorCode(cause) && !(cause instanceof InputError) ? refused(path, cause, shared) : cause;
  } finally {
    // A lock that another process took over as stale is no longer ours to release.
    await unlock().catch(() => {});
  }
}

async function lock(path: string, shared: boolean): Promise<() => Promise<void>> {
  try {
    return await lockfile.lock(path, {
      realpath: false,
      stale: 10_000,
      // Up to 12 s: longer than a lock that a killed process left behind counts.
      retries: { retries: 60, factor: 1.2, minTimeout: 10, maxTimeout: 250, randomize: true },
      onCompromised: () => {},
    });
  } catch (cause) {
    if (errorCode(cause) !== 'ELOCKED') throw refused(path, cause, shared);
    throw new InputError(
      `Another process is writing ${path}. Try again; if none is running, delete the folder ${path}.lock.`,
      { cause, place: { source: path } },
    );
  }
}

function refused(path: string, cause: unknown, shared = false): InputError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new InputError(
    `${path} cannot be written: ${reason}. Check the permissions and the space left${shared ? '' : ', or choose another folder with CLIO_CONFIG_DIR'}.`,
    { cause, place: { source: path } },
  );
}

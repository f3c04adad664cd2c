import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '@clio/core';
import lockfile from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { errorCode, isMissing } from '../files/isMissing.js';
import { isAlive, ownIdentity, type ProcessIdentity } from './processIdentity.js';

/** Runs that this very process holds, by folder: its number alone would let it in twice. */
const held = new Set<string>();

/** Holds a run until `release`. */
export interface RunLock {
  release(): Promise<void>;
}

/**
 * Takes a run for this process. What a dead process left behind is taken over at once, which a lock that only
 * times out could not do; the moment of taking over has a lock of its own, so that of two only one gets it.
 *
 * @throws InputError when a living process holds the run.
 */
export async function lockRun(folder: string, id: string): Promise<RunLock> {
  const path = lockPath(folder);
  const unguard = await guard(folder, id);
  try {
    const holder = await livingHolder(folder);
    if (holder) throw isHeld(id, holder, path);
    await writeFileAtomic(path, `${JSON.stringify(await ownIdentity())}\n`, { mode: 0o600 });
    held.add(folder);
  } finally {
    await unguard().catch(() => {});
  }
  return {
    async release() {
      if (!held.delete(folder)) return;
      await rm(path, { force: true });
    },
  };
}

/** The living process that holds a run, if any. */
export async function livingHolder(folder: string): Promise<ProcessIdentity | undefined> {
  if (held.has(folder)) return ownIdentity();
  let text: string;
  try {
    text = await readFile(lockPath(folder), 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  const holder = parse(text);
  // A lock is written in one step; one that cannot be read was cut off by a loss of power.
  if (!holder) return undefined;
  // Our own number, and not held: an earlier process had it.
  if (holder.pid === process.pid && holder.started === (await ownIdentity()).started)
    return undefined;
  return (await isAlive(holder)) ? holder : undefined;
}

function lockPath(folder: string): string {
  return join(folder, 'lock.json');
}

function parse(text: string): ProcessIdentity | undefined {
  try {
    const { pid, host, started } = JSON.parse(text) as Record<string, unknown>;
    if (!Number.isSafeInteger(pid) || typeof host !== 'string') return undefined;
    return { pid: pid as number, host, ...(typeof started === 'string' ? { started } : {}) };
  } catch {
    return undefined;
  }
}

async function guard(folder: string, id: string): Promise<() => Promise<void>> {
  try {
    return await lockfile.lock(folder, {
      realpath: false,
      lockfilePath: join(folder, 'taking'),
      stale: 3000,
      retries: { retries: 40, factor: 1.2, minTimeout: 10, maxTimeout: 250, randomize: true },
      onCompromised: () => {},
    });
  } catch (cause) {
    if (errorCode(cause) !== 'ELOCKED') throw cause;
    throw new InputError(`Run ${id} is just being taken up by another process. Try again.`, {
      cause,
    });
  }
}

function isHeld(id: string, { pid, host }: ProcessIdentity, path: string): InputError {
  return new InputError(
    `Run ${id} is going on in process ${pid} on ${host}. Wait for its end or stop it; if that machine no longer runs it, delete ${path}.`,
  );
}

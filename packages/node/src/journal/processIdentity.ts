import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { errorCode } from '../files/isMissing.js';

/** A process, told apart from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** When it was started, in whatever form the system gives; undefined where it gives none. */
  readonly started?: string | undefined;
}

/** The process that asks. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  const started = await startOf(process.pid);
  return {
    pid: process.pid,
    host: hostname(),
    ...(typeof started === 'string' ? { started } : {}),
  };
}

/**
 * Whether a process still lives. One on another machine cannot be asked and counts as living; so does one
 * of which only the number is known and is in use.
 */
export async function isAlive({ pid, host, started }: ProcessIdentity): Promise<boolean> {
  if (host !== hostname()) return true;
  const now = await startOf(pid);
  if (now === 'gone') return false;
  return started === undefined || now === undefined || now === started;
}

/** `gone` for no such process; undefined where the system does not tell when it started. */
async function startOf(pid: number): Promise<string | 'gone' | undefined> {
  if (process.platform === 'linux') {
    const start = await linuxStart(pid);
    if (start !== undefined) return start;
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process lives, too.
    if (errorCode(error) !== 'EPERM') return 'gone';
  }
  if (process.platform === 'win32') return undefined;
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Ticks since the machine started, with which start of the machine it was. */
async function linuxStart(pid: number): Promise<string | 'gone' | undefined> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    // The name of the program stands in brackets and may hold anything; the fields begin after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A process that has ended and was not waited for holds nothing any more.
    if (fields[0] === 'Z' || fields[0] === 'X') return 'gone';
    return fields[19] === undefined ? undefined : `${boot.trim()}/${fields[19]}`;
  } catch (error) {
    return ['ENOENT', 'ESRCH'].includes(errorCode(error) ?? '') ? linuxGone(pid) : undefined;
  }
}

/** Without a /proc of processes nothing is known from it. */
async function linuxGone(pid: number): Promise<'gone' | undefined> {
  if (pid === process.pid) return undefined;
  try {
    await readFile(`/proc/${process.pid}/stat`);
    return 'gone';
  } catch {
    return undefined;
  }
}

import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  InputError,
  isClioError,
  type Journal,
  type JournalStore,
  type Plan,
  parseJson,
  type RunRecord,
  type RunSummary,
  readPlan,
  stringifyJson,
  toRunRecord,
  toRunSummary,
  writePlan,
} from '@clio/core';
import writeFileAtomic from 'write-file-atomic';
import { stateFolder } from '../environment/folders.js';
import { errorCode, isMissing } from '../files/isMissing.js';
import { privateFolder } from '../files/privateFolder.js';
import { openAppendLog } from './appendLog.js';
import { readJournalText } from './journalText.js';
import { livingHolder, lockRun, type RunLock } from './runLock.js';

/** Options of {@link fileJournal}. */
export interface FileJournalOptions {
  /** Default: `runs` in {@link stateFolder}. */
  readonly folder?: string | undefined;
  /** Told of a run whose files are damaged; it is left out of the list. */
  readonly onDamage?: ((id: string, reason: string) => void) | undefined;
  /** The clock that names a run. Default: the system's. */
  readonly now?: (() => Date) | undefined;
}

/** Journals on disk. */
export interface FileJournal extends JournalStore {
  /** The folder, which need not exist. */
  readonly folder: string;
  /** Takes the record of a run away; nothing of it can be resumed or undone afterwards. */
  remove(run: string): Promise<void>;
}

const planName = 'plan.json';
const logName = 'journal.ndjson';
const summaryName = 'summary.json';

/**
 * Keeps the record of each write in a folder of its own: the plan, and a journal to which a line is
 * added and flushed to disk before a request is sent and after its outcome. So a run survives the end of its
 * process and of the machine, and can be resumed and undone. It holds no token; folders and files
 * are its owner's alone (0700, 0600).
 *
 * A run is locked by the process that carries it out. The lock of a dead process is taken over.
 *
 * @throws InputError (from each function) for an unknown run, one that a living process holds, and
 *   where the file system refuses.
 *
 * @example
 * ```ts
 * import { fileJournal } from '@clio/node';
 *
 * const journal = fileJournal();
 * const report = await applyPlan(client, plan, { journal });
 * for (const { id, state, counts } of await journal.list()) console.log(id, state, counts.written);
 * ```
 */
export function fileJournal(options: FileJournalOptions = {}): FileJournal {
  const { folder = join(stateFolder(), 'runs'), onDamage, now = () => new Date() } = options;

  const begin = async (plan: Plan): Promise<Journal> => {
    const id = newId(now());
    const path = join(folder, id);
    const draft = join(folder, `.${id}.new`);
    try {
      await privateFolder(folder);
      await privateFolder(draft);
      await writeFlushed(join(draft, planName), writePlan(plan));
      await writeFlushed(join(draft, logName), '');
      await flushFolder(draft);
      // A run is there as a whole or not at all.
      await rename(draft, path);
      await flushFolder(folder);
    } catch (cause) {
      await rm(draft, { recursive: true, force: true }).catch(() => {});
      throw refused(path, cause);
    }
    return openRun(id, await lockRun(path, id), plan);
  };

  const reopen = async (id: string): Promise<Journal> => {
    const path = runPath(id);
    const plan = await loadPlan(id);
    return openRun(id, await lockRun(path, id), plan);
  };

  const openRun = async (id: string, lock: RunLock, plan: Plan): Promise<Journal> => {
    const path = runPath(id);
    try {
      const file = await open(join(path, logName), 'r+');
      const { end } = readJournalText(await file.readFile());
      await file.truncate(end);
      const log = openAppendLog(file, end);
      let closed = false;
      return {
        run: id,
        async append(entry) {
          await log.append(stringifyJson(entry));
        },
        async close() {
          if (closed) return;
          closed = true;
          try {
            await log.close();
            // Only to make the list quick; the journal is the truth.
            await writeSummary(path, id, plan, log.size).catch(() => {});
          } finally {
            await lock.release();
          }
        },
      };
    } catch (cause) {
      await lock.release();
      throw isClioError(cause) ? damaged(id, path, cause) : refused(path, cause);
    }
  };

  const runPath = (id: string): string => {
    if (!/^[\w-]+$/.test(id)) throw unknownRun(id);
    return join(folder, id);
  };

  const loadPlan = async (id: string): Promise<Plan> => {
    const path = join(runPath(id), planName);
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (cause) {
      if (isMissing(cause)) throw unknownRun(id);
      throw refused(path, cause);
    }
    return readPlan(text, path);
  };

  const read = async (id: string): Promise<RunRecord> => {
    const plan = await loadPlan(id);
    const path = runPath(id);
    const holder = await livingHolder(path);
    try {
      const { entries, repairs } = readJournalText(await readFile(join(path, logName)));
      // While the run goes on, its last line may just be half written.
      return toRunRecord(id, plan, entries, {
        held: holder !== undefined,
        repairs: holder ? [] : repairs,
      });
    } catch (cause) {
      throw isClioError(cause) ? damaged(id, path, cause) : refused(path, cause);
    }
  };

  const writeSummary = async (
    path: string,
    id: string,
    plan: Plan,
    size: number,
  ): Promise<void> => {
    const { entries, repairs } = readJournalText(await readFile(join(path, logName)));
    const record = toRunRecord(id, plan, entries, { held: false, repairs });
    const summary = { journalSize: size, summary: toRunSummary(record) };
    await writeFileAtomic(join(path, summaryName), `${stringifyJson(summary)}\n`, { mode: 0o600 });
  };

  const summarise = async (id: string): Promise<RunSummary> => {
    const path = runPath(id);
    try {
      const kept = parseJson(await readFile(join(path, summaryName), 'utf8')) as {
        journalSize?: unknown;
        summary?: RunSummary;
      };
      const file = await open(join(path, logName), 'r');
      try {
        const { size } = await file.stat();
        if (size === kept.journalSize && kept.summary && !(await livingHolder(path))) {
          return kept.summary;
        }
      } finally {
        await file.close();
      }
    } catch {
      // No summary, or an old one: the journal tells.
    }
    return toRunSummary(await read(id));
  };

  const list = async (): Promise<RunSummary[]> => {
    let names: string[];
    try {
      names = await readdir(folder);
    } catch (cause) {
      if (isMissing(cause)) return [];
      throw refused(folder, cause);
    }
    const runs: RunSummary[] = [];
    // Ids begin with the time, so the newest comes first.
    for (const id of names
      .filter((name) => /^[\w-]+$/.test(name))
      .sort()
      .reverse()) {
      try {
        runs.push(await summarise(id));
      } catch (error) {
        if (!isClioError(error)) throw error;
        onDamage?.(id, error.message);
      }
    }
    return runs;
  };

  const remove = async (id: string): Promise<void> => {
    const path = runPath(id);
    if (await livingHolder(path)) {
      throw new InputError(`Run ${id} is going on, and its record cannot be taken away.`);
    }
    try {
      // Renamed first: what is taken away in part must not look like a run.
      const doomed = join(folder, `.${id}.gone`);
      await rename(path, doomed);
      await rm(doomed, { recursive: true, force: true });
    } catch (cause) {
      if (isMissing(cause)) throw unknownRun(id);
      throw refused(path, cause);
    }
  };

  return { folder, begin, reopen, read, list, remove };
}

/** Begins with the time, so that ids sort by age: `20261123-015503-k3f9q2`. */
function newId(at: Date): string {
  const [day = '', time = ''] = at.toISOString().slice(0, 19).split('T');
  const random = randomBytes(4).readUInt32BE().toString(36).padStart(7, '0').slice(-6);
  // Within one second the order is that of the milliseconds.
  const milliseconds = String(at.getUTCMilliseconds()).padStart(3, '0');
  return `${day.replaceAll('-', '')}-${time.replaceAll(':', '')}${milliseconds}-${random}`;
}

async function writeFlushed(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The names in a folder are flushed with the folder; some systems cannot, and keep them otherwise. */
async function flushFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EINVAL', 'EACCES', 'ENOTSUP'].includes(errorCode(error) ?? ''))
      throw error;
  }
}

function unknownRun(id: string): InputError {
  return new InputError(`There is no run ${id} on record. List the runs to see which there are.`);
}

function damaged(id: string, path: string, cause: Error): InputError {
  return new InputError(
    `The record of run ${id} is damaged: ${cause.message} Its files are in ${path}, and were left as they are.`,
    { cause, place: { source: path } },
  );
}

function refused(path: string, cause: unknown): InputError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new InputError(
    `The journal of the run cannot be kept in ${path}: ${reason}. Nothing was sent. Check the permissions and the space left, or choose another folder with CLIO_STATE_DIR.`,
    { cause, place: { source: path } },
  );
}

import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  InputError,
  isClioError,
  type Journal,
  JournalError,
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
import { type AppendLog, openAppendLog } from './appendLog.js';
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
 * @throws InputError (from each function) for an unknown run, and one that a living process holds.
 * @throws JournalError where the file system refuses, and for a record that is damaged or of a newer version.
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
      return await openRun(id, await lockRun(path, id), plan);
    } catch (error) {
      // Nothing was sent, and nobody is to be told of it as a run that could go on.
      for (const half of [draft, path])
        await rm(half, { recursive: true, force: true }).catch(() => {});
      throw isClioError(error) ? error : notKept(path, error);
    }
  };

  const reopen = async (id: string): Promise<Journal> => {
    const path = runPath(id);
    const plan = await loadPlan(id);
    try {
      return await openRun(id, await lockRun(path, id), plan);
    } catch (error) {
      throw isClioError(error) ? error : notKept(path, error);
    }
  };

  const openRun = async (id: string, lock: RunLock, plan: Plan): Promise<Journal> => {
    const path = runPath(id);
    let file: FileHandle | undefined;
    try {
      file = await open(join(path, logName), 'r+');
      const { end } = readJournalText(await file.readFile());
      await file.truncate(end);
      return journalOf(id, plan, openAppendLog(file, end), lock);
    } catch (cause) {
      await file?.close().catch(() => {});
      await lock.release().catch(() => {});
      throw isClioError(cause) ? damaged(id, path, cause) : notKept(path, cause);
    }
  };

  const journalOf = (id: string, plan: Plan, log: AppendLog, lock: RunLock): Journal => {
    const path = runPath(id);
    let closed = false;
    return {
      run: id,
      async append(entry) {
        await log.append(stringifyJson(entry)).catch((cause: unknown) => {
          throw notWritten(path, cause);
        });
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
      throw unreadable(path, cause);
    }
    try {
      return readPlan(text, 'its plan');
    } catch (error) {
      throw isClioError(error) ? damaged(id, runPath(id), error) : error;
    }
  };

  const read = async (id: string): Promise<RunRecord> => {
    const plan = await loadPlan(id);
    const path = runPath(id);
    try {
      const holder = await livingHolder(path);
      const { entries, repairs } = readJournalText(await readFile(join(path, logName)));
      // While the run goes on, its last line may just be half written.
      return toRunRecord(id, plan, entries, {
        held: holder !== undefined,
        repairs: holder ? [] : repairs,
      });
    } catch (cause) {
      throw isClioError(cause) ? damaged(id, path, cause) : unreadable(path, cause);
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
      // A file in its place is no folder without runs: there may have been some.
      if (errorCode(cause) === 'ENOENT') return [];
      throw unreadable(folder, cause);
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
    try {
      if (await livingHolder(path)) {
        throw new InputError(`Run ${id} is going on, and its record cannot be taken away.`);
      }
      // Renamed first: what is taken away in part must not look like a run.
      const doomed = join(folder, `.${id}.gone`);
      await rename(path, doomed);
      await rm(doomed, { recursive: true, force: true });
    } catch (cause) {
      if (isMissing(cause)) throw unknownRun(id);
      if (isClioError(cause)) throw cause;
      throw new JournalError(
        `The record of run ${id} cannot be taken away: ${words(cause)}. Check the permissions of ${path}.`,
        { cause, path },
      );
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

function damaged(id: string, path: string, cause: Error): JournalError {
  return new JournalError(
    `The record of run ${id} cannot be used: ${cause.message.replace(/\.$/, '')}. Its files are in ${path}, and were left as they are.`,
    { cause, path },
  );
}

function notKept(path: string, cause: unknown): JournalError {
  return new JournalError(
    `The journal of the run cannot be kept in ${path}: ${words(cause)}. Nothing was sent. Check the permissions and the space left, or choose another folder with CLIO_STATE_DIR.`,
    { cause, path },
  );
}

function notWritten(path: string, cause: unknown): JournalError {
  return new JournalError(
    `${words(cause)}, in ${path}. Nothing more was sent. Make room there, and go on with the run.`,
    { cause, path },
  );
}

function unreadable(path: string, cause: unknown): JournalError {
  return new JournalError(
    `The journals in ${path} cannot be read: ${words(cause)}. Check who owns that folder and its permissions, or choose another with CLIO_STATE_DIR.`,
    { cause, path },
  );
}

function words(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

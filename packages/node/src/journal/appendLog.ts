/** What a log needs of an open file. */
export interface LogFile {
  write(
    data: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }>;
  datasync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** A file to which lines are only added. */
export interface AppendLog {
  /** Bytes that are safely stored. */
  readonly size: number;
  /** Adds a line; resolves when it would survive a loss of power. After a failure every call rejects. */
  append(line: string): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Adds lines to an open file. Lines that come while a flush is on its way share the next one: several
 * lanes pay for one flush, and each still waits for its own line.
 *
 * @param size - where the next line goes: the end of the last whole one.
 */
export function openAppendLog(file: LogFile, size: number): AppendLog {
  let end = size;
  let waiting: Waiting[] = [];
  let working: Promise<void> | undefined;
  let failure: { error: unknown } | undefined;
  let closed = false;

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const length = await writeAll(batch.map(({ line }) => `${line}\n`).join(''));
        await file.datasync();
        end += length;
        for (const { resolve } of batch) resolve();
      } catch (error) {
        failure = { error };
        // First of all: nothing more may be sent.
        for (const { reject } of [...batch, ...waiting]) reject(error);
        waiting = [];
        // A line that is there in part would hide the next one. What a failed flush has lost cannot be
        // known, so nothing is added after it.
        await file.truncate(end).catch(() => {});
      }
    }
    working = undefined;
  };

  const writeAll = async (text: string): Promise<number> => {
    const bytes = Buffer.from(text, 'utf8');
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, end + done);
      if (bytesWritten === 0) throw new Error('nothing could be written');
      done += bytesWritten;
    }
    return bytes.length;
  };

  return {
    get size() {
      return end;
    },
    append(line) {
      if (failure) return Promise.reject(failure.error);
      if (closed) return Promise.reject(new Error('the journal is closed'));
      return new Promise((resolve, reject) => {
        waiting.push({ line, resolve, reject });
        working ??= work();
      });
    },
    async close() {
      if (closed) return;
      closed = true;
      await working;
      await file.close();
    },
  };
}

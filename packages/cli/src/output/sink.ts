import { access, constants, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { OutputStream } from '../context/streams.js';
import { cannotWrite } from '../errors/cannotWrite.js';
import { harmless } from './harmless.js';

/** Where records go: gathers small pieces into large writes. */
export interface Sink {
  write(text: string): Promise<void>;
  /** Bytes as they are, after what was written before. */
  writeBytes(bytes: Uint8Array): Promise<void>;
  /** Everything has been written. */
  close(): Promise<void>;
  /** Something failed: a file that is not whole does not stay. */
  abandon(): Promise<void>;
}

const pieceSize = 64 * 1024;
/** How long a small piece waits for more, in milliseconds. */
const waiting = 50;

/** A sink on a stream. With `data`, nothing that is written can steer a terminal. */
export function streamSink(stream: OutputStream, kind: 'data' | 'text' = 'text'): Sink {
  let held = '';
  let timer: NodeJS.Timeout | undefined;
  let failed: { readonly error: unknown } | undefined;
  /** Pieces go out one after another, and none after one that failed. */
  let sent: Promise<void> = Promise.resolve();
  const safe = kind === 'data' && stream.isTTY;
  const decoder = new TextDecoder();
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    sent = sent.then(async () => {
      if (held === '') return;
      const text = held;
      held = '';
      await stream.write(safe ? harmless(text) : text);
    });
    return sent;
  };
  return {
    write: async (text) => {
      // Such as of a reader who has gone: the rest is not even to be asked for.
      if (failed) throw failed.error;
      held += text;
      if (held.length >= pieceSize) await flush();
      // Where the next one keeps coming.
      else
        timer ??= setTimeout(() => {
          flush().catch((error: unknown) => {
            failed = { error };
          });
        }, waiting);
    },
    writeBytes: async (bytes) => {
      if (safe) held += decoder.decode(bytes, { stream: true });
      await flush();
      if (safe) return;
      await stream.write(bytes);
    },
    close: flush,
    abandon: flush,
  };
}

/**
 * A sink on a file. It is written beside its place and moved there when it is whole, so that nobody
 * takes half a table for the table; a device or a pipe is written directly.
 */
export async function fileSink(path: string): Promise<Sink> {
  const there = await stat(path).catch(() => undefined);
  const direct = there !== undefined && !there.isFile();
  // Where a link leads, so that the link stays.
  const place = there === undefined ? path : await realpath(path);
  const target = direct ? path : join(dirname(place), `.${basename(place)}.${process.pid}.part`);
  const refuse = (cause: unknown): never => {
    throw cannotWrite(path, cause);
  };
  // A file that may not be written to could be replaced all the same, and is not.
  if (there !== undefined) await access(path, constants.W_OK).catch(refuse);
  const file = await open(target, 'w').catch(refuse);
  // Who could not read the file before cannot read it after.
  if (there !== undefined && !direct) await file.chmod(there.mode & 0o7777).catch(() => {});
  const sink = streamSink({
    isTTY: false,
    columns: 80,
    write: async (data) => {
      await file.writeFile(data).catch(refuse);
    },
  });
  return {
    write: sink.write,
    writeBytes: sink.writeBytes,
    close: async () => {
      await sink.close();
      await file.close().catch(refuse);
      if (!direct) await rename(target, place).catch(refuse);
    },
    abandon: async () => {
      // What is still held would otherwise be written to a file that is closed by then.
      await sink.abandon().catch(() => {});
      await file.close();
      if (!direct) await rm(target, { force: true });
    },
  };
}

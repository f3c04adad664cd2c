import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { OutputStream } from '../context/streams.js';
import { cannotWrite } from '../errors/cannotWrite.js';

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

/** A sink on a stream. */
export function streamSink(stream: OutputStream): Sink {
  let held = '';
  const flush = async () => {
    if (held === '') return;
    const text = held;
    held = '';
    await stream.write(text);
  };
  return {
    write: async (text) => {
      held += text;
      if (held.length >= pieceSize) await flush();
    },
    writeBytes: async (bytes) => {
      await flush();
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
  const file = await open(target, 'w').catch(refuse);
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
      await file.close();
      if (!direct) await rm(target, { force: true });
    },
  };
}

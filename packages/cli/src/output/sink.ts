import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { OutputStream } from '../context/streams.js';
import { CliError } from '../errors/CliError.js';
import { ExitCode } from '../errors/ExitCode.js';

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
  const target = direct ? path : join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  const file = await open(target, 'w').catch((cause: Error) => {
    throw new CliError(ExitCode.failed, `${path} cannot be written`, {
      why: `${cause.message}.`,
      cause,
    });
  });
  const sink = streamSink({
    isTTY: false,
    columns: 80,
    write: async (data) => {
      await file.writeFile(data);
    },
  });
  return {
    write: sink.write,
    writeBytes: sink.writeBytes,
    close: async () => {
      await sink.close();
      await file.close();
      if (!direct) await rename(target, path);
    },
    abandon: async () => {
      await file.close();
      if (!direct) await rm(target, { force: true });
    },
  };
}

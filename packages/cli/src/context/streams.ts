import type { Readable, Writable } from 'node:stream';
import { InterruptedError, OutputClosedError } from '../errors/CliError.js';
import { cannotWrite } from '../errors/cannotWrite.js';
import type { Descriptor } from './descriptor.js';

/** Where a command writes. A test gives an object that keeps the text. */
export interface OutputStream {
  readonly isTTY: boolean;
  /** Width in columns. */
  readonly columns: number;
  /** Resolves when more may be written; throws `OutputClosedError` when nobody reads any more. */
  write(data: string | Uint8Array): Promise<void>;
}

/** Where a command reads from. */
export interface InputStream {
  readonly isTTY: boolean;
  /** The bytes as they come. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** The three streams of a command: data on `stdout`, conversation on `stderr`. */
export interface Streams {
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
}

type Terminal = { isTTY?: boolean; columns?: number };

/**
 * An output stream on one of Node's, which is asked for when it is needed: to open one takes time, so what
 * its `descriptor` can say and write goes without it. A closed pipe becomes an `OutputClosedError`, once
 * written to; another failure is told under the stream's name.
 */
export function nodeOutput(
  open: () => Writable & Terminal,
  name: string,
  env: Readonly<Record<string, string | undefined>> = {},
  descriptor?: Descriptor,
): OutputStream {
  let failure: Error | undefined;
  let opened: (Writable & Terminal) | undefined;
  const fail = (error: NodeJS.ErrnoException) => {
    failure ??=
      error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'
        ? new OutputClosedError()
        : cannotWrite(name, error);
    return failure;
  };
  const stream = () => {
    opened ??= open().on('error', fail);
    return opened;
  };
  return {
    get isTTY() {
      return !descriptor?.isNoTerminal() && stream().isTTY === true;
    },
    get columns() {
      return columnsOf(stream(), env);
    },
    write: (data) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure);
        let rest = data;
        if (descriptor) {
          try {
            rest = descriptor.write(typeof data === 'string' ? Buffer.from(data) : data);
          } catch (error) {
            return reject(fail(error as NodeJS.ErrnoException));
          }
          if (rest.length === 0) return resolve();
        }
        stream().write(rest, (error) => {
          if (!error) resolve();
          // The `error` event, which knows the kind, comes after this callback.
          else setImmediate(() => reject(failure ?? error));
        });
      }),
  };
}

/** The width of a terminal in columns: COLUMNS, as with other programs, then what the terminal says. */
export function columnsOf(
  terminal: Terminal,
  env: Readonly<Record<string, string | undefined>>,
): number {
  const { COLUMNS = '' } = env;
  // Some pseudo-terminals say 0.
  return /^[1-9]\d{0,4}$/.test(COLUMNS) ? Number(COLUMNS) : terminal.columns || 80;
}

/** An input stream on one of Node's, opened when it is needed; an interrupt ends the wait for more. */
export function nodeInput(
  open: () => Readable & Terminal,
  signal?: AbortSignal,
  descriptor?: Descriptor,
): InputStream {
  return {
    get isTTY() {
      return !descriptor?.isNoTerminal() && open().isTTY === true;
    },
    async *bytes() {
      const stream = open();
      const stop = () => stream.destroy(new InterruptedError());
      signal?.addEventListener('abort', stop, { once: true });
      try {
        for await (const chunk of stream) yield chunk as Uint8Array;
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    },
  };
}

/**
 * All of an input stream as text. A byte order mark is dropped.
 *
 * @throws TypeError when the bytes are not UTF-8; the caller knows what to say about it.
 */
export async function readText(input: InputStream): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  for await (const chunk of input.bytes()) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** All of an input stream, as it is. */
export async function readBytes(input: InputStream): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of input.bytes()) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

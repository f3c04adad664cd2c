import { fstatSync, writeSync } from 'node:fs';

/**
 * One of the process's own three streams by its number, as far as it can be used without Node's stream for it: to
 * make that one loads terminals and sockets, which takes longer than a short command's own work.
 */
export interface Descriptor {
  /** `true` for a file, a pipe or a socket; where that cannot be told, `false`. */
  isNoTerminal(): boolean;
  /** Writes what goes out at once, and gives what is left for the stream to write. */
  write(bytes: Uint8Array): Uint8Array;
}

/**
 * How much is written at once, in bytes. A pipe holds as much even where it holds little, so that a slow reader does
 * not keep the process from hearing Ctrl-C.
 */
const atOnce = 16 * 1024;

/** The descriptor of that number. */
export function descriptor(number: number): Descriptor {
  let room = atOnce;
  let other: boolean | undefined;
  const isNoTerminal = () => {
    other ??= isFileOrPipe(number);
    return other;
  };
  return {
    isNoTerminal,
    write: (bytes) => {
      let rest = bytes;
      // Windows knows other ways to refuse a write to a pipe that is full.
      if (process.platform === 'win32' || !isNoTerminal()) return rest;
      while (rest.length > 0 && rest.length <= room) {
        try {
          const written = writeSync(number, rest);
          rest = rest.subarray(written);
          room -= written;
        } catch (error) {
          // A pipe that somebody made not to wait: the stream waits for it.
          if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
          room = 0;
        }
      }
      // What follows must not overtake what is left.
      if (rest.length > 0) room = 0;
      return rest;
    },
  };
}

function isFileOrPipe(number: number): boolean {
  try {
    const about = fstatSync(number);
    return about.isFile() || about.isFIFO() || about.isSocket();
  } catch {
    return false;
  }
}

import { constants, isUtf8 } from 'node:buffer';
import { InputError } from '@clio/core';
import { nameEncoding } from './nameEncoding.js';

/**
 * The text of a file: UTF-8 or UTF-16, with or without a byte order mark. A wrong guess would
 * write wrong names into the data set, so anything else is refused by name.
 *
 * @param source - name of the file, for messages.
 * @returns the text, and in `notes` what a person should know of it.
 * @throws InputError with the line where that is known.
 *
 * @example
 * ```ts
 * const { text } = decodeText(new TextEncoder().encode('154109\n'), 'ids.txt');
 * ```
 */
export function decodeText(bytes: Uint8Array, source: string): { text: string; notes: string[] } {
  const refuse = (problem: string, row?: number): never => {
    const where = row === undefined ? source : `${source}, line ${row}`;
    throw new InputError(`${where}: ${problem}.`, {
      place: { source, ...(row !== undefined && { row }) },
    });
  };
  const starts = (...head: number[]) => head.every((byte, at) => bytes[at] === byte);
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    refuse('the file is larger than 512 MB; split it into several');
  }
  if (starts(0x50, 0x4b, 3, 4))
    refuse('this is a ZIP archive or an Excel workbook, not text; name it .xlsx if it is one');
  if (starts(0x1f, 0x8b)) refuse('the file is compressed with gzip; unpack it first');
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) refuse('this is an old Excel workbook; save it as .xlsx');
  if (starts(0xff, 0xfe, 0, 0) || starts(0, 0, 0xfe, 0xff) || isBareUtf32(bytes)) {
    refuse('the text is encoded in UTF-32; save it as UTF-8');
  }
  let text: string;
  const notes: string[] = [];
  const encoding = utf16(bytes);
  if (encoding !== undefined) {
    try {
      text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      return refuse(
        `the text looks like ${encoding.toUpperCase()} but is damaged; save it as UTF-8`,
      );
    }
    notes.push(`${source} is encoded in UTF-16.`);
  } else {
    if (!isUtf8(bytes)) {
      const { row, byte } = firstWrongByte(bytes);
      const hex = byte.toString(16).toUpperCase();
      refuse(
        `the text is not UTF-8 (byte ${hex}); it looks like ${nameEncoding(bytes)}. Save it as UTF-8`,
        row,
      );
    }
    text = new TextDecoder().decode(bytes);
  }
  const zero = text.indexOf('\0');
  if (zero >= 0)
    refuse('there is a NUL character; the file is damaged or no text', lineAt(text, zero));
  if (text.trim() === '') refuse('there is nothing but blanks');
  return { text, notes };
}

/**
 * Which UTF-16 bytes are in: by their mark, or because the first two characters are ASCII with a zero
 * byte each, as those of a table are. UTF-8 text holds no zero bytes.
 */
export function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first && second === 0 && third && fourth === 0) return 'utf-16le';
  if (first === 0 && second && third === 0 && fourth) return 'utf-16be';
  return undefined;
}

/** UTF-32 without its mark: each of the first characters, which are ASCII, has three zero bytes. */
function isBareUtf32([first, second, third, fourth]: Uint8Array): boolean {
  if (first && second === 0 && third === 0 && fourth === 0) return true;
  return first === 0 && second === 0 && third === 0 && !!fourth;
}

/** 1-based line of a place in a text, whatever ends its lines. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length;
}

/** The first byte that is no UTF-8, and its line. */
function firstWrongByte(bytes: Uint8Array): { row: number; byte: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let start = 0;
  for (let row = 1; ; row++) {
    const feed = buffer.indexOf(0x0a, start);
    const end = feed < 0 ? buffer.length : feed;
    const line = buffer.subarray(start, end);
    for (let at = 0, size = 1; at < line.length; at += size) {
      const byte = line[at] ?? 0;
      size = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
      if (!isUtf8(line.subarray(at, at + size))) return { row, byte };
    }
    start = end + 1;
  }
}

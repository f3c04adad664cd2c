import { concatenate, encodeText } from '../../json/goText.js';
import { Refusal } from '../http/Call.js';

/** A file of an archive. */
export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A tar archive as Go's archive/tar writes it, with mode 0755 for each file and no time. */
export function writeTar(files: readonly TarFile[]): Uint8Array<ArrayBuffer> {
  return concatenate([...files.flatMap(tarBlocks), new Uint8Array(1024)]);
}

/** The same archive when it breaks off behind its last file, without what would fill its block. */
export function writeBrokenTar(files: readonly TarFile[]): Uint8Array<ArrayBuffer> {
  return concatenate(files.flatMap(tarBlocks).slice(0, -1));
}

function tarBlocks({ name, bytes }: TarFile): Uint8Array[] {
  if (name.length > 100 || encodeText(name).some((byte) => byte > 0x7e)) {
    throw new Refusal(
      'it writes no names to an archive that are longer than 100 characters or not ASCII',
    );
  }
  return [header(name, bytes.length), bytes, new Uint8Array(-bytes.length & 511)];
}

function header(name: string, size: number): Uint8Array {
  const block = new Uint8Array(512);
  const put = (text: string, at: number): void => block.set(encodeText(text), at);
  const octal = (value: number, digits: number): string =>
    `${value.toString(8).padStart(digits, '0')}\0`;
  block.set(encodeText(name).subarray(0, 100), 0);
  put(octal(0o755, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(0, 11), 136);
  put('        ', 148);
  put('0', 156);
  put('ustar\x0000', 257);
  put(octal(0, 7), 329);
  put(octal(0, 7), 337);
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

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
  const plain = toAscii(name);
  const blocks = [header(plain, bytes.length), bytes, padding(bytes.length)];
  if (plain === name && name.length <= 100) return blocks;
  if (/[/\0]/.test(name)) {
    throw new Refusal(
      'it writes no names with a slash to an archive that are longer than 100 characters or not ASCII',
    );
  }
  const record = pathRecord(name);
  const place = toAscii(`PaxHeaders.0/${name}`).slice(0, 100).replace(/\/+$/, '');
  return [header(place, record.length, 'x'), record, padding(record.length), ...blocks];
}

const padding = (size: number): Uint8Array => new Uint8Array(-size & 511);

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII but zero.
const toAscii = (text: string): string => text.replace(/[^\u0001-\u007f]/g, '');

/** The record that gives a name in full; it begins with its own length. */
function pathRecord(name: string): Uint8Array {
  const rest = encodeText(` path=${name}\n`);
  let size = rest.length + String(rest.length).length;
  if (String(size).length !== String(rest.length).length) size++;
  return concatenate([encodeText(String(size)), rest]);
}

/** The header of a file, or of what is told of the next file (`x`). */
function header(name: string, size: number, flag: '0' | 'x' = '0'): Uint8Array {
  const block = new Uint8Array(512);
  const put = (text: string, at: number): void => block.set(encodeText(text), at);
  const octal = (value: number, digits: number): string =>
    `${value.toString(8).padStart(digits, '0')}\0`;
  block.set(encodeText(name).subarray(0, 100), 0);
  put(octal(flag === 'x' ? 0 : 0o755, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(0, 11), 136);
  put('        ', 148);
  put(flag, 156);
  put('ustar\x0000', 257);
  if (flag === '0') {
    put(octal(0, 7), 329);
    put(octal(0, 7), 337);
  }
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

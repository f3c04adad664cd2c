import { concatenate, encodeText } from '../../json/goText.js';

/** A file of an archive. */
export interface TarFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A tar archive as Go's archive/tar writes it, with mode 0755 for each file and no time. */
export function writeTar(files: readonly TarFile[]): Uint8Array<ArrayBuffer> {
  const blocks: Uint8Array[] = [];
  for (const { name, bytes } of files) {
    blocks.push(header(name, bytes.length), bytes, new Uint8Array(-bytes.length & 511));
  }
  return concatenate([...blocks, new Uint8Array(1024)]);
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
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

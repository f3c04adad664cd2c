import type { OutputStream } from '../context/streams.js';
import { printable } from './printable.js';

/**
 * A text of several lines that a terminal can show: as `printable`, but line ends and tabs stay.
 *
 * @example
 * ```ts
 * harmless('a\tb\u001b[2J\n'); // 'a\tb\\u001b[2J\n'
 * ```
 */
export function harmless(text: string): string {
  return text.replace(/[^\n\t]+/g, printable);
}

/**
 * Writes data to standard output: as they are where a program reads them, and so that no value can steer
 * it on a terminal. In JSON an escape stands for the same character.
 */
export function writeData(stdout: OutputStream, text: string): Promise<void> {
  return stdout.write(stdout.isTTY ? harmless(text) : text);
}

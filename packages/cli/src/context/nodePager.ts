import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { splitWords } from '../aliases/splitWords.js';
import type { Pager } from './System.js';
import { columnsOf, nodeOutput } from './streams.js';

/**
 * Starts a pager on this terminal; quotes hold words of its command line together. `less` gets the switches that show colours, keep the text on the
 * screen, and page only what does not fit.
 *
 * @returns undefined when there is no such program; the output then goes to the terminal as it is.
 */
export async function nodePager(
  program: string,
): Promise<(Pager & { readonly ended: Promise<void> }) | undefined> {
  // Without a shell, a program that is not there shows before the first line is lost.
  const words = process.platform === 'win32' ? program.trim().split(/\s+/) : splitWords(program);
  const [command = 'less', ...args] = words;
  const child = spawn(command, args, {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...process.env, LESS: process.env.LESS || 'FRX', LV: process.env.LV || '-c' },
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    await once(child, 'spawn');
  } catch {
    return undefined;
  }
  const output = nodeOutput(() => child.stdin, 'the pager');
  return {
    isTTY: true,
    ended,
    get columns() {
      return columnsOf(process.stdout, process.env);
    },
    write: (data) => output.write(data),
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

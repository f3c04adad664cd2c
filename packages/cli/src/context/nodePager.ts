import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Pager } from './System.js';
import { nodeOutput } from './streams.js';

/**
 * Starts a pager on this terminal. `less` gets the switches that show colours, keep the text on the
 * screen, and page only what does not fit.
 *
 * @returns undefined when there is no such program; the output then goes to the terminal as it is.
 */
export async function nodePager(program: string): Promise<Pager | undefined> {
  // Without a shell, a program that is not there shows before the first line is lost.
  const [command = 'less', ...args] = program.trim().split(/\s+/);
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
    get columns() {
      return process.stdout.columns || 80;
    },
    write: (data) => output.write(data),
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

import { spawn } from '@lydell/node-pty';
import { checkPrinted } from '../secrets.js';
import type { TerminalSize } from './Session.js';
import { createScreen, type Screen } from './screen.js';

/** A program on a pseudo-terminal. */
export interface TerminalRun {
  readonly screen: Screen;
  /** All that was written, as it was written. */
  raw(): string;
  /** Types keys, such as `y`, `text\r` or `\u0003` for Ctrl-C. */
  type(keys: string): void;
  /**
   * Waits until something holds, which is asked whenever more is shown.
   *
   * @returns whether it did before the program ended or the time (milliseconds) was over.
   */
  until(holds: () => boolean, limit: number): Promise<boolean>;
  /**
   * Waits for the end, and searches what was written for tokens.
   *
   * @returns undefined when the time (milliseconds) was over.
   */
  end(limit: number): Promise<number | undefined>;
  /** Ends the program and all that it has started. */
  kill(): void;
}

/** Where and how a program runs on a pseudo-terminal. */
export interface TerminalOptions {
  readonly size: TerminalSize;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether it is the program's job to print a token. */
  readonly mayPrintToken?: boolean | undefined;
}

/** Starts a program on a pseudo-terminal. Fails where there is none to be had. */
export function startOnTerminal(
  command: string,
  args: readonly string[],
  { size, cwd, env, mayPrintToken }: TerminalOptions,
): TerminalRun {
  const screen = createScreen(size);
  const child = spawn(command, [...args], { cols: size.columns, rows: size.rows, cwd, env });
  let raw = '';
  let code: number | undefined;
  const watchers = new Set<() => void>();
  const tell = () => {
    for (const watcher of watchers) watcher();
  };
  let written = Promise.resolve();
  child.onData((data) => {
    raw += data;
    written = screen.write(data).then(tell);
  });
  screen.onAnswer((answer) => child.write(answer));
  child.onExit(({ exitCode, signal }) => {
    // As a shell says it.
    written = written.then(() => {
      code = signal ? 128 + signal : exitCode;
      tell();
    });
  });

  const until: TerminalRun['until'] = (holds, limit) =>
    new Promise((resolve) => {
      const done = (held: boolean) => {
        clearTimeout(timer);
        watchers.delete(look);
        resolve(held);
      };
      const look = () => {
        if (holds()) done(true);
        else if (code !== undefined) done(false);
      };
      const timer = setTimeout(() => done(false), limit);
      watchers.add(look);
      look();
    });

  return {
    screen,
    raw: () => raw,
    type: (keys) => child.write(keys),
    until,
    async end(limit) {
      await until(() => code !== undefined, limit);
      if (!mayPrintToken) checkPrinted([command, ...args].join(' '), { 'the terminal': raw });
      return code;
    },
    kill() {
      // The number of one that has ended may be another's by now.
      if (code === undefined) process.kill(-child.pid, 'SIGKILL');
    },
  };
}

import type { ApplyOptions, RetryOptions } from '@clio/core';
import type { UpdateSource } from '../updates/UpdateSource.js';
import type { Prompt } from './Prompt.js';
import type { OutputStream, Streams } from './streams.js';

/** What a run of `clio` needs from the world. A test gives its own; nothing else is reached for. */
export interface System {
  readonly streams: Streams;
  /** What `clio --version` prints. */
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: () => Date;
  /** Aborted by Ctrl-C and SIGTERM, with an `InterruptedError` as the reason. */
  readonly signal: AbortSignal;
  /** In the place of the network. */
  readonly fetch?: typeof fetch | undefined;
  /** How requests are repeated, where that is not to be the library's own way. */
  readonly retry?: RetryOptions | undefined;
  /** How a write waits before it repeats a request. */
  readonly wait?: ApplyOptions['wait'];
  /** Questions to the person at the terminal; by default prompts on standard error. */
  readonly prompt?: Prompt | undefined;
  /** Shows a page in a browser; resolves with whether one was started. */
  readonly openBrowser?: ((url: string) => Promise<boolean>) | undefined;
  /**
   * Runs another program on this process's own streams; resolves with its exit code, or undefined where
   * there is no such program.
   */
  readonly runProgram?:
    | ((program: string, args: readonly string[]) => Promise<number | undefined>)
    | undefined;
  /** Where newer versions are heard of; resolves with undefined, or is left out, where nowhere. */
  readonly updates?: (() => Promise<UpdateSource | undefined>) | undefined;
  /** Starts the program that pages long tables; undefined where there is none. */
  readonly startPager?: ((program: string) => Promise<Pager | undefined>) | undefined;
}

/** A program that shows text page by page on the terminal. */
export interface Pager extends OutputStream {
  /** Says that nothing more comes, and resolves when the reader has left it. */
  close(): Promise<void>;
}

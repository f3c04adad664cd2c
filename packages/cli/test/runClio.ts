import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CommandInput } from '../src/commands/CommandInput.js';
import type { Context } from '../src/context/Context.js';
import { createContext } from '../src/context/createContext.js';
import type { Prompt } from '../src/context/Prompt.js';
import type { System } from '../src/context/System.js';
import { runCli } from '../src/run.js';
import type { UpdateSource } from '../src/updates/UpdateSource.js';

/** How a test runs `clio`. */
export interface RunOptions {
  /** The network, such as `sandbox.fetch`; without it every request fails. */
  readonly fetch?: typeof fetch | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Folder of the configuration; a new empty one by default. */
  readonly home?: string | undefined;
  readonly cwd?: string | undefined;
  readonly stdin?: string | Uint8Array | undefined;
  /** Which streams are terminals; `true` is all three. */
  readonly terminal?: boolean | readonly ('stdin' | 'stdout' | 'stderr')[] | undefined;
  readonly columns?: number | undefined;
  readonly prompt?: Partial<Prompt> | undefined;
  readonly openBrowser?: System['openBrowser'];
  readonly startPager?: System['startPager'];
  readonly updates?: UpdateSource | undefined;
  readonly runProgram?: System['runProgram'];
  readonly signal?: AbortSignal | undefined;
  readonly now?: (() => Date) | undefined;
  /** Sees each piece as it is written; may throw. */
  readonly onWrite?: ((stream: 'stdout' | 'stderr', text: string) => void) | undefined;
}

/** What a run left. */
export interface RunResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clio-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Runs `clio` in this process, with streams that keep their text and a home of its own.
 *
 * @example
 * ```ts
 * const { exitCode, stdout } = await runClio(['dataset', 'list'], { fetch: sandbox.fetch });
 * ```
 */
export async function runClio(
  argv: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const { system, written } = testSystem(options);
  const exitCode = await runCli(argv, system);
  return { exitCode, ...written };
}

/** A context for a function that is tested without a command around it, and what it has written. */
export function testContext(
  options: RunOptions = {},
  flags: Readonly<Record<string, unknown>> = {},
): { context: Context; written: { stdout: string; stderr: string } } {
  const { system, written } = testSystem(options);
  const input = new CommandInput([], Object.entries(flags), 'clio test');
  return { context: createContext(system, input), written };
}

function testSystem(options: RunOptions) {
  const home = options.home ?? temporaryFolder();
  const written = { stdout: '', stderr: '' };
  const isTerminal = (name: 'stdin' | 'stdout' | 'stderr') =>
    options.terminal === true ||
    (Array.isArray(options.terminal) && options.terminal.includes(name));
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: isTerminal(name),
    columns: options.columns ?? 80,
    write: async (data: string | Uint8Array) => {
      const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
      options.onWrite?.(name, text);
      written[name] += text;
    },
  });
  const { stdin = '' } = options;
  const system: System = {
    streams: {
      stdin: {
        isTTY: isTerminal('stdin'),
        bytes: async function* () {
          yield typeof stdin === 'string' ? new TextEncoder().encode(stdin) : stdin;
        },
      },
      stdout: output('stdout'),
      stderr: output('stderr'),
    },
    version: 'clio from a test',
    // A PATH without gcloud: nobody's real login takes part.
    env: { HOME: home, PATH: home, ...options.env },
    cwd: options.cwd ?? home,
    now: options.now ?? (() => new Date('2026-11-23T12:00:00Z')),
    signal: options.signal ?? new AbortController().signal,
    fetch: options.fetch ?? noNetwork,
    // Repeated at once: nobody waits in a test.
    retry: { delay: () => 0 },
    wait: async () => {},
    prompt: options.prompt && { ...noPrompt, ...options.prompt },
    openBrowser: options.openBrowser ?? (async () => false),
    startPager: options.startPager,
    updates: async () => options.updates,
    runProgram: options.runProgram,
  };
  return { system, written };
}

const noNetwork: typeof fetch = async () => {
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  });
};

const unexpected = async (): Promise<never> => {
  throw new Error('nothing was to be asked here');
};

const noPrompt: Prompt = {
  confirm: unexpected,
  text: unexpected,
  hidden: unexpected,
  choose: unexpected,
};

import { descriptor } from './context/descriptor.js';
import { nodeInput, nodeOutput } from './context/streams.js';
import { InterruptedError } from './errors/CliError.js';
import { installLightFetch } from './lightFetch/installLightFetch.js';
import { runCli } from './run.js';

/**
 * Runs `clio` as this process: its streams, its environment, its signals, its exit code. The first
 * Ctrl-C or SIGTERM ends the command in an orderly way, the second at once.
 */
export async function runProcess(argv: readonly string[], version: string): Promise<void> {
  installLightFetch();
  const interrupt = new AbortController();
  let paging = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      const reason = new InterruptedError(signal);
      // A pager has the terminal, and leaves it as it was only when it ends by itself.
      if (interrupt.signal.aborted && !paging) process.exit(reason.exitCode);
      interrupt.abort(reason);
    });
  const exitCode = await runCli(argv, {
    streams: {
      stdin: nodeInput(() => process.stdin, interrupt.signal, descriptor(0)),
      stdout: nodeOutput(() => process.stdout, 'standard output', process.env, descriptor(1)),
      stderr: nodeOutput(() => process.stderr, 'standard error', process.env, descriptor(2)),
    },
    version,
    env: process.env,
    cwd: currentFolder(),
    now: () => new Date(),
    signal: interrupt.signal,
    runProgram: async (program, args) =>
      (await import('./context/nodeProgram.js')).nodeProgram(program, args),
    updates: async () => (await import('./updates/npmUpdates.js')).npmUpdates(process.env),
    startPager: async (program) => {
      const pager = await (await import('./context/nodePager.js')).nodePager(program);
      paging = pager !== undefined;
      void pager?.ended.then(() => {
        paging = false;
      });
      return pager;
    },
  });
  // Connections that are kept open for a next request, and an unread standard input, would hold the
  // process back. All output has been handed over by now.
  process.exit(exitCode);
}

/** The current folder; where it has been deleted, its path is still the best there is to look in. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return process.env.PWD ?? '/';
  }
}

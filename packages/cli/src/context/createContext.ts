import type { Client, DatasetClient } from '@clio/core';
import type { CommandInput } from '../commands/CommandInput.js';
import { CancelledError } from '../errors/CliError.js';
import { harmless } from '../output/harmless.js';
import { createPaint } from '../output/paint.js';
import type { Context } from './Context.js';
import type { System } from './System.js';
import { verboseBodySizes, verboseFetch } from './verboseFetch.js';

/** The context of one command, from what it may reach and the flags that every command takes. */
export function createContext(system: System, input: CommandInput): Context {
  const { streams, env, signal, now } = system;
  const global = {
    quiet: input.has('quiet'),
    verbose: input.has('verbose'),
    debug: input.has('debug'),
    pager: !input.off('pager'),
  };
  const when = input.off('color') ? 'never' : input.text('color');
  const settings = once(async () => {
    const { resolveSettings } = await import('./settings.js');
    return resolveSettings({
      env,
      cwd: system.cwd,
      flags: { server: input.text('server'), dataset: input.text('dataset'), color: when },
    });
  });
  let savedColor: string | undefined;
  const tokenStore = once(async () => {
    const { configFolder, fileTokenStore } = await import('./tokens.js');
    return fileTokenStore({ folder: configFolder(env) });
  });
  const fetch = once(async () => {
    const base = system.fetch ?? (await import('./network.js')).nodeFetch({ env });
    return global.verbose ? verboseFetch(base, streams.stderr, now) : base;
  });
  let chosen: DatasetClient | undefined;

  const context: Context = {
    streams,
    env,
    cwd: system.cwd,
    now,
    signal,
    global,
    paint: {
      get stdout() {
        return createPaint({ isTTY: streams.stdout.isTTY, env, when, setting: savedColor });
      },
      get stderr() {
        return createPaint({ isTTY: streams.stderr.isTTY, env, when, setting: savedColor });
      },
    },
    settings,
    prepareColor: async () => {
      // Not by `settings`, which are kept from their first use on: a command may be about to change them.
      const { readConfig } = await import('./settings.js');
      // A configuration that is damaged is told of by what needs it.
      savedColor = (await readConfig({ env }).catch(() => undefined))?.config.color;
    },
    tokenStore,
    fetch,
    server: once(async () => {
      const { server } = await settings();
      const { serverOrigin } = await import('./tokens.js');
      return { address: server.value!, origin: serverOrigin(server.value!), setting: server };
    }),
    auth: once(async () => {
      const { commandAuth } = await import('./commandAuth.js');
      return commandAuth(context);
    }),
    clientFor: async (server, auth, options) => {
      const { createClient } = await import('./client.js');
      return createClient({
        server,
        auth,
        fetch: await fetch(),
        retry: system.retry,
        app: 'clio-cli',
        now,
        ...options,
      });
    },
    client: once(
      async (): Promise<Client> =>
        context.clientFor((await context.server()).address, await context.auth()),
    ),
    datasetClient: once(async () => {
      const client = await context.client();
      const { dataset } = await settings();
      const { noDataset, withDataset } = await import('./client.js');
      if (dataset.value === undefined) throw await noDataset(client, signal);
      chosen = withDataset(client, dataset.value);
      return chosen;
    }),
    explain: async (error) => {
      if (!chosen) return error;
      const { explainDatasetFailure } = await import('./client.js');
      return explainDatasetFailure(error, chosen, chosen.dataset, signal);
    },
    bodySizes: once(async () => {
      if (system.fetch) return undefined;
      const base = (await import('./network.js')).nodeBodySizes({ env });
      return global.verbose ? verboseBodySizes(base, streams.stderr, now) : base;
    }),
    wait: system.wait,
    get canAsk() {
      return streams.stdin.isTTY && streams.stderr.isTTY;
    },
    prompt: once(async () => {
      if (!context.canAsk) throw new CancelledError('there is no terminal to ask on');
      return system.prompt ?? (await import('./terminalPrompt.js')).terminalPrompt(signal);
    }),
    openBrowser: async (url) => {
      if (env.BROWSER === 'none') return false;
      if (system.openBrowser) return system.openBrowser(url);
      const { openBrowser } = await import('./openBrowser.js');
      return openBrowser(url, env.BROWSER);
    },
    startPager: async () => {
      if (!global.pager || global.quiet || !streams.stdout.isTTY || env.TERM === 'dumb') return;
      const { pager } = await settings();
      const chosen = pager.value ?? (env.PAGER?.trim() || undefined);
      if (chosen === 'cat') return;
      const started = await system.startPager?.(chosen ?? 'less');
      if (started === undefined && chosen !== undefined && system.startPager)
        await context.note(`The pager "${chosen}" cannot be started; see "clio help environment".`);
      return started;
    },
    note: async (line, style) => {
      if (!global.quiet) await context.warn(line, style);
    },
    // Conversation that nobody can hear is no reason to fail.
    // What the server or a person has written takes part in it, and must not steer the terminal.
    warn: (line, style) => {
      const text = harmless(line);
      const shown = style ? context.paint.stderr(style, text) : text;
      return streams.stderr.write(`${shown}\n`).catch(() => {});
    },
  };
  return context;
}

/** A function that does its work on the first call and gives the same result to all. */
function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let result: Promise<Value> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

import type { ApplyOptions, AuthStrategy, BodySizes, Client, DatasetClient } from '@clio/core';
import type { FileTokenStore, Setting, Settings } from '@clio/node';
import type { Paint, Style } from '../output/paint.js';
import type { Prompt } from './Prompt.js';
import type { Pager } from './System.js';
import type { Streams } from './streams.js';

/** Flags that every command obeys. */
export interface GlobalOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly debug: boolean;
  readonly pager: boolean;
}

/** The server in force. */
export interface ServerChoice {
  readonly address: string;
  /** Its origin, by which tokens are kept. */
  readonly origin: string;
  /** Where the choice comes from. */
  readonly setting: Setting<string>;
}

/**
 * What a command works with. Everything that costs something is a function that does it on the first
 * call, so that help opens no file and `config` no connection.
 */
export interface Context {
  readonly streams: Streams;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: () => Date;
  /** Aborted by Ctrl-C and SIGTERM; every operation gets it. */
  readonly signal: AbortSignal;
  readonly global: GlobalOptions;
  /** Colours for each stream, or none. */
  readonly paint: { readonly stdout: Paint; readonly stderr: Paint };

  /** Reads whether the saved configuration wants colour: to be waited for before {@link paint} is used. */
  prepareColor(): Promise<void>;
  /** The settings in force, each with its origin. */
  settings(): Promise<Settings>;
  /** The server to ask: the setting, or the default server. */
  server(): Promise<ServerChoice>;
  /** Where tokens are saved. */
  tokenStore(): Promise<FileTokenStore>;
  /** How requests are authorized: environment, saved token, gcloud. */
  auth(): Promise<AuthStrategy>;
  /** Requests go through this; `--verbose` shows them. */
  fetch(): Promise<typeof fetch>;
  /** A client for any server, authorized in this way; `timeout` is in milliseconds for one attempt. */
  clientFor(
    server: string,
    auth: AuthStrategy,
    options?: { readonly timeout?: number; readonly retry?: number },
  ): Promise<Client>;
  /** A client for the server in force, without a dataset. */
  client(): Promise<Client>;
  /**
   * A client for the dataset in force.
   *
   * @throws UsageError when none is chosen, with the ids that the token can see.
   */
  datasetClient(): Promise<DatasetClient>;
  /**
   * What a failure means in this context: a failing operation on a dataset that the token cannot see
   * is told as that. Asks the server; the error itself where there is nothing to add.
   */
  explain(error: unknown): Promise<unknown>;

  /** Asks DVID how large bodies are, all in one request; undefined where the network is not the real one. */
  bodySizes(): Promise<BodySizes | undefined>;
  /** How a write waits before it repeats a request; by default with a timer. */
  readonly wait: ApplyOptions['wait'];

  /** Whether a person can be asked: standard input and standard error are terminals. */
  readonly canAsk: boolean;
  /** Questions; call only where `canAsk`. */
  prompt(): Promise<Prompt>;
  /** Shows a page in a browser; resolves with whether one was started. Print the address in any case. */
  openBrowser(url: string): Promise<boolean>;
  /** The pager for standard output; undefined where there is none to be used. */
  startPager(): Promise<Pager | undefined>;

  /** A line of conversation on standard error, left out with `--quiet`. */
  note(line: string, style?: Style): Promise<void>;
  /** A line on standard error that `--quiet` keeps: what went wrong, or a warning. */
  warn(line: string, style?: Style): Promise<void>;
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault, RecordedRequest, StateDocument } from '@clio/sandbox';
import { binary } from './places.js';
import { type Outcome, type Running, start } from './run.js';
import { checkFiles, checkMessage, mayPrintToken, watchFor } from './secrets.js';
import { labState, users } from './state.js';
import { recordsOf, type StoredRecord } from './storedRecords.js';

/** How a command is run in a world. */
export interface ClioOptions {
  /** Added to the environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly input?: string | undefined;
}

/** A sandbox in a process of its own, and an empty home from which the command speaks to it. */
export interface World {
  readonly server: string;
  readonly home: string;
  readonly tokens: Readonly<Record<string, string>>;
  /** Runs `clio` as Ann, on dataset MB. Words stand between blanks, or are given one by one. */
  clio(line: string | readonly string[], options?: ClioOptions): Promise<Outcome>;
  /** The same, for a test that ends it. */
  start(line: string | readonly string[], options?: ClioOptions): Running;
  /** Puts a file into the home, which is also where commands run, and gives its name. */
  file(name: string, content: string | Uint8Array): string;
  faults(...faults: readonly Fault[]): Promise<void>;
  clearFaults(): Promise<void>;
  /** The whole state, as JSON text. */
  stateText(): Promise<string>;
  /** The records of the open version of dataset MB, as they are stored, by body id. */
  records(): Promise<Map<number | bigint, StoredRecord>>;
  setState(state: StateDocument): Promise<void>;
  /** Moves the sandbox's clock forward. */
  advance(ms: number): Promise<void>;
  /** Goes back to the state of the start. */
  reset(): Promise<void>;
  /** The requests since the start, or since they were last taken. */
  requests(): Promise<readonly RecordedRequest[]>;
  /** The same, and forgets them. */
  takeRequests(): Promise<readonly RecordedRequest[]>;
  /** Ends the sandbox at once. */
  kill(): Promise<void>;
  /** Ends the sandbox, searches the home for tokens, and takes it away. */
  close(): Promise<void>;
}

/** The words of a line; quotes hold blanks together. */
export function words(line: string | readonly string[]): string[] {
  if (typeof line !== 'string') return [...line];
  return [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_all, single, double) => single ?? double),
  );
}

/** Starts a world with this state. */
export async function createWorld(state: StateDocument = labState()): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'clio-e2e-'));
  const home = join(folder, 'home');
  // Where programs write for a while; searched for tokens, too.
  const temporary = join(folder, 'tmp');
  for (const path of [home, temporary]) mkdirSync(path);
  const stateFile = join(folder, 'state.json');
  writeFileSync(stateFile, JSON.stringify(state));
  const sandbox = start(
    process.execPath,
    [binary, ...words('sandbox start --json --port 0 --dvid-port 0 --state'), stateFile],
    {
      cwd: home,
      env: { PATH: process.env.PATH, HOME: home, TMPDIR: temporary },
      mayPrintToken: true,
    },
  );
  const { server } = await firstLine(sandbox);
  const tokens = Object.fromEntries(
    Object.entries(users).map(([alias, { token }]) => [alias, token]),
  );
  watchFor(tokens);

  const control = async (path: string, init?: RequestInit): Promise<Response> => {
    const response = await fetch(`${server}/__sandbox/${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response;
  };
  const post = async (path: string, value: unknown, method = 'POST'): Promise<void> => {
    await control(path, {
      method,
      ...(value === undefined ? {} : { body: JSON.stringify(value) }),
    });
  };
  const startClio: World['start'] = (line, { env = {}, input } = {}) =>
    start(process.execPath, [binary, ...words(line)], {
      cwd: home,
      input,
      mayPrintToken: mayPrintToken(words(line)),
      env: {
        PATH: process.env.PATH,
        HOME: home,
        TMPDIR: temporary,
        CLIO_SERVER: server,
        CLIO_TOKEN: tokens.ann,
        CLIO_DATASET: 'MB',
        ...env,
      },
    });
  const stateText: World['stateText'] = async () => (await control('state')).text();

  const world: World = {
    server,
    home,
    tokens,
    start(line, options) {
      const running = startClio(line, options);
      const outcome = running.outcome.then((ended) => {
        checkMessage(words(line).join(' '), ended.stderr);
        return ended;
      });
      return { child: running.child, outcome };
    },
    clio(line, options) {
      return world.start(line, options).outcome;
    },
    file(name, content) {
      writeFileSync(join(home, name), content);
      return name;
    },
    faults: (...faults) => post('faults', faults),
    clearFaults: () => post('faults', undefined, 'DELETE'),
    stateText,
    records: async () => recordsOf(await stateText()),
    setState: (next) => post('state', next, 'PUT'),
    advance: (ms) => post('clock', { advanceMs: ms }),
    reset: () => post('reset', undefined),
    requests: async () => (await (await control('requests')).json()) as RecordedRequest[],
    async takeRequests() {
      const list = await world.requests();
      await control('requests', { method: 'DELETE' });
      return list;
    },
    async kill() {
      sandbox.child.kill('SIGKILL');
      await sandbox.outcome;
    },
    async close() {
      sandbox.child.kill('SIGTERM');
      const { code, signal, stderr } = await sandbox.outcome;
      if (code !== 0 && signal !== 'SIGKILL')
        throw new Error(`The sandbox ended with ${code ?? signal}: ${stderr}`);
      for (const written of [home, temporary]) checkFiles(written);
      rmSync(folder, { recursive: true });
    },
  };
  return world;
}

/** What the sandbox says when it is ready. */
function firstLine({ child, outcome }: Running): Promise<{ server: string }> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(JSON.parse(text.slice(0, text.indexOf('\n'))));
    });
    outcome.then(({ stderr }) => reject(new Error(`No sandbox: ${stderr}`)), reject);
  });
}

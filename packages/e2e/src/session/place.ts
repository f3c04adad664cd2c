import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createSandbox, type Fault, type SandboxOptions } from '@clio/sandbox';
import { checkFiles, watchFor } from '../secrets.js';
import type { Names } from './placeholders.js';
import type { SessionSettings } from './Session.js';
import { sandboxes } from './sandboxes.js';

/** Where a session runs: a home, a server, an environment. */
export interface Place {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** What differs from run to run, and is known. */
  readonly names: Names;
  /** What may be typed beside: a secret, which is expected nowhere. */
  readonly secrets: Names;
  /** Searches the home, and what was written for a while, for tokens; then takes all away. */
  close(): Promise<void>;
}

/** What a session runs with. */
export interface Programs {
  /** The `clio` that npm has installed. */
  readonly clio: string;
  /** The Node that runs it. */
  readonly node: string;
}

/** Makes the place for a session. */
export async function createPlace(settings: SessionSettings, programs: Programs): Promise<Place> {
  const options: SandboxOptions | undefined = (sandboxes as Record<string, SandboxOptions>)[
    settings.sandbox
  ];
  if (!options)
    throw new Error(`no sandbox ${settings.sandbox}: ${Object.keys(sandboxes).join(', ')}`);
  // Short, and real, so that paths are shown as they are named here.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'clio-session-'));
  const home = join(folder, 'home');
  const bin = join(folder, 'bin');
  const temporary = join(folder, 'tmp');
  const tokenFolder = join(folder, 'tokens');
  for (const path of [home, bin, temporary, tokenFolder, join(home, 'bin')]) mkdirSync(path);
  symlinkSync(programs.node, join(bin, 'node'));
  symlinkSync(programs.clio, join(bin, 'clio'));

  // Records come in an order of their own, but in each session in the same.
  const sandbox = createSandbox({ ...options, now: '2026-03-02T10:00:00Z', random: () => 0.5 });
  const { server, dvid } = await sandbox.listen({ port: 0, dvidPort: 0 });
  for (const fault of settings.faults) sandbox.faults.add(fault as Fault);
  const { tokens } = sandbox;
  watchFor(tokens);
  for (const [alias, token] of Object.entries(tokens))
    writeFileSync(join(tokenFolder, alias), token);
  const token = settings.user === undefined ? undefined : tokens[settings.user];
  if (settings.user !== undefined && token === undefined)
    throw new Error(`no user ${settings.user}: ${Object.keys(tokens).join(', ')}`);

  const names = { server, dvid, home };
  const env: Record<string, string> = {
    PATH: [bin, join(home, 'bin'), process.env.PATH].join(delimiter),
    HOME: home,
    TMPDIR: temporary,
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    BROWSER: 'none',
    CLIO_PAGER: 'cat',
    CLIO_SERVER: server,
    TOKENS: tokenFolder,
    ...(token === undefined ? {} : { CLIO_TOKEN: token }),
    ...(settings.dataset === undefined ? {} : { CLIO_DATASET: settings.dataset }),
  };
  for (const [name, value] of Object.entries(settings.env)) {
    if (value === '') delete env[name];
    else env[name] = value.replaceAll('{{home}}', home).replaceAll('{{server}}', server);
  }
  return {
    home,
    env,
    names,
    secrets: Object.fromEntries(
      Object.entries(tokens).map(([alias, secret]) => [`token_${alias}`, secret]),
    ),
    async close() {
      await sandbox.close();
      try {
        for (const written of [home, temporary]) checkFiles(written);
      } finally {
        // What a session left in the background may be writing its last file (Node's compiled code).
        rmSync(folder, { recursive: true, maxRetries: 10 });
      }
    },
  };
}

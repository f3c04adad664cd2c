import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, type Sandbox, type StateDocument } from '@clio/sandbox';
import { labState } from './lab.js';
import { type RunOptions, type RunResult, runClio, temporaryFolder } from './runClio.js';

/** A sandbox of its own, a home that keeps journals from one command to the next, and a clock that moves on. */
export interface WriteLab {
  readonly sandbox: Sandbox;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs `clio` with words that stand between blanks. */
  clio(line: string | readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Puts a file into the folder in which commands run. */
  file(name: string, content: string | Uint8Array): string;
  /** The record of a body, stamps and all. */
  read(bodyid: number): Promise<Record<string, unknown> | undefined>;
}

/** The lab in which Bob may write as well. */
const sharedState: StateDocument = {
  ...labState,
  users: {
    ...labState.users,
    bob: { token: 'b'.repeat(64), email: 'bob@lab.example', permissions_v2: { MB: ['edit'] } },
  },
};

/** A lab for tests that write. */
export function createWriteLab(state: StateDocument = sharedState): WriteLab {
  let seconds = Date.UTC(2026, 10, 23, 12) / 1000;
  const now = () => new Date(seconds++ * 1000);
  const sandbox = createSandbox({ state, now });
  const home = temporaryFolder();
  const env = { CLIO_SERVER: sandbox.server, CLIO_TOKEN: 'a'.repeat(64), CLIO_DATASET: 'MB' };
  const clio: WriteLab['clio'] = (line, options = {}) =>
    runClio(typeof line === 'string' ? line.split(' ') : line, {
      env,
      home,
      now,
      fetch: sandbox.fetch,
      ...options,
    });
  return {
    sandbox,
    home,
    env,
    clio,
    file: (name, content) => {
      writeFileSync(join(home, name), content);
      return name;
    },
    read: async (bodyid) =>
      JSON.parse(
        (await clio(`annotation get ${bodyid} --json --show all --allow-missing`)).stdout,
      )[0],
  };
}

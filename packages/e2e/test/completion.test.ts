import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { binary } from '../src/places.js';
import { run } from '../src/run.js';
import { startOnTerminal } from '../src/session/pty.js';
import { hasShell } from '../src/shells.js';
import { fewRecords, labState } from '../src/state.js';
import { createWorld, type World } from '../src/world.js';

// The tab key, in the shells themselves, with the scripts that the built command prints.

let world: World;
beforeAll(async () => {
  world = await createWorld(labState(fewRecords));
  for (const shell of ['zsh', 'fish'])
    world.file(`clio.${shell}`, (await world.clio(`completion ${shell}`)).stdout);
  world.file('notes.csv', 'bodyid\n');
  mkdirSync(join(world.home, 'programs'));
  writeFileSync(
    join(world.home, 'programs', 'clio'),
    `#!/bin/sh\nexec '${process.execPath}' '${binary}' "$@"\n`,
    { mode: 0o755 },
  );
});
afterAll(() => world.close());

const environment = () => ({
  PATH: `${join(world.home, 'programs')}:${process.env.PATH}`,
  HOME: world.home,
  ZDOTDIR: world.home,
  TERM: 'xterm',
  CLIO_SERVER: world.server,
  CLIO_TOKEN: world.tokens.ann,
  CLIO_DATASET: 'MB',
});

describe.runIf(hasShell('zsh'))('zsh', () => {
  /** What the line is after the tab key. Ctrl-G shows it, for the test. */
  async function completed(lines: readonly string[]): Promise<string[]> {
    world.file(
      '.zshrc',
      [
        'autoload -Uz compinit; compinit -u -D',
        'source ./clio.zsh',
        'show() { zle -I; print -r -- "<<$BUFFER>>"; BUFFER="" }',
        'zle -N show; bindkey "^G" show; PS1="ready> "',
      ].join('\n'),
    );
    const terminal = startOnTerminal('zsh', ['-d', '-i'], {
      size: { columns: 120, rows: 40, colour: false },
      cwd: world.home,
      env: environment(),
    });
    const shown = () => [...terminal.raw().matchAll(/<<(.*?)>>/g)].map(([, line]) => line!);
    try {
      await terminal.until(() => terminal.raw().includes('ready> '), 20_000);
      for (const [index, line] of lines.entries()) {
        terminal.type(`${line}\t\u0007`);
        await terminal.until(() => shown().length > index, 20_000);
      }
      return shown();
    } finally {
      terminal.kill();
    }
  }

  it('completes commands, flags, values, live values and files', async () => {
    const lines = {
      'clio dataset vi': 'clio dataset view ',
      'clio annotation list --wh': 'clio annotation list --where ',
      'clio dataset list --format=c': 'clio dataset list --format=csv ',
      'clio dataset view M': 'clio dataset view MB ',
      'clio --dataset "M': 'clio --dataset "MB" ',
      // The word goes on after the equal sign.
      'clio annotation set 1001 ty': 'clio annotation set 1001 type=',
      'clio annotation import not': 'clio annotation import notes.csv ',
      'clio dataset list --output=not': 'clio dataset list --output=notes.csv ',
    };
    expect(await completed(Object.keys(lines))).toEqual(Object.values(lines));
  });
});

describe.runIf(hasShell('fish'))('fish', () => {
  it('completes commands, flags, values, live values and files', async () => {
    const lines = {
      'clio dataset vi': 'view\tShow one dataset',
      'clio annotation list --whe': '--where\t',
      'clio dataset list --format=c': '--format=csv',
      'clio dataset view M': 'MB',
      'clio --dataset "M': 'MB',
      'clio annotation set 1001 ty': 'type=',
      'clio annotation import not': 'notes.csv',
      'clio dataset list --output=not': '--output=notes.csv',
    };
    const script = Object.keys(lines)
      .map((line) => `complete -C '${line}'; echo ==`)
      .join('; ');
    const { stdout, stderr } = await run('fish', ['-c', `source clio.fish; ${script}`], {
      cwd: world.home,
      env: environment(),
    });
    expect(stderr).toBe('');
    const found = stdout.split('==\n').slice(0, -1);
    for (const [index, start] of Object.values(lines).entries()) {
      expect(found[index]?.startsWith(start), found[index]).toBe(true);
      expect(found[index]?.trim().split('\n')).toHaveLength(1);
    }
  });
});

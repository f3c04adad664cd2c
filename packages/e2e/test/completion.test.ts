import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateDocument } from '@clio/sandbox';
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
  world = await createWorld(withOddNames(labState(fewRecords)));
  for (const shell of ['bash', 'zsh', 'fish'])
    world.file(`clio.${shell}`, (await world.clio(`completion ${shell}`)).stdout);
  world.file('notes.csv', 'bodyid\n');
  mkdirSync(join(world.home, 'programs'));
  writeFileSync(
    join(world.home, 'programs', 'clio'),
    `#!/bin/sh\nexec '${process.execPath}' '${binary}' "$@"\n`,
    { mode: 0o755 },
  );
  await keepNames();
});
afterAll(() => world.close());

// What each shell has a meaning for: blanks, quotes, the dollar, colons, backslashes.
const odd = 'w b:$H\'"ü`\\';

function withOddNames(state: StateDocument): StateDocument {
  const { datasets = {}, tags = {}, users = {} } = state;
  const { ann } = users;
  return {
    ...state,
    datasets: { ...datasets, [odd]: { ...datasets.MB, description: 'odd' } },
    tags: { ...tags, [odd]: tags.MB! },
    users: {
      ...users,
      ann: {
        ...ann!,
        permissions_v2: { ...ann?.permissions_v2, 'manc:v1.0': ['view'], [odd]: ['view'] },
      },
    },
  };
}

/**
 * Has the names asked for and kept before a shell asks for them: a key waits for the server only so
 * long, which a busy machine may need more than once.
 */
async function keepNames(): Promise<void> {
  const ask = (line: string) =>
    run(process.execPath, [binary, '__complete', '--', ...line.split(' ')], {
      cwd: world.home,
      env: environment(),
    });
  for (const line of ['dataset view ', 'annotation list --where ', 'version resolve '])
    for (let attempt = 0; (await ask(line)).stdout.split('\n').length < 3; attempt++) {
      if (attempt === 20) throw new Error(`no names for: clio ${line}`);
      // A failure is kept, too.
      rmSync(join(world.home, '.cache'), { recursive: true, force: true });
    }
}

const environment = () => ({
  PATH: `${join(world.home, 'programs')}:${process.env.PATH}`,
  HOME: world.home,
  ZDOTDIR: world.home,
  TERM: 'xterm',
  LANG: 'C.UTF-8',
  CLIO_SERVER: world.server,
  CLIO_TOKEN: world.tokens.ann,
  CLIO_DATASET: 'MB',
});

interface ShellOnTerminal {
  readonly program: string;
  readonly args: readonly string[];
  /** The file that it reads when it starts, and what that says so that Ctrl-G shows the line. */
  readonly startFile: string;
  readonly start: string;
}

/** What lines are after the tab key. Ctrl-G shows each, for the test. */
async function completed(
  { program, args, startFile, start }: ShellOnTerminal,
  lines: readonly string[],
): Promise<string[]> {
  world.file(startFile, start);
  const terminal = startOnTerminal(program, args, {
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

const common = {
  'clio dataset vi': 'clio dataset view ',
  'clio annotation list --wh': 'clio annotation list --where ',
  'clio dataset list --format=c': 'clio dataset list --format=csv ',
  'clio dataset view M': 'clio dataset view MB ',
  'clio --dataset "M': 'clio --dataset "MB" ',
  'clio --dataset "MB" version l': 'clio --dataset "MB" version list ',
  // The word goes on after the equal sign.
  'clio annotation set 1001 ty': 'clio annotation set 1001 type=',
  'clio annotation import not': 'clio annotation import notes.csv ',
  'clio dataset list --output=not': 'clio dataset list --output=notes.csv ',
  'clio --dataset manc:': 'clio --dataset manc:v1.0 ',
  'clio --dataset w': `clio --dataset w\\ b:\\$H\\'\\"ü\\\`\\\\ `,
  'clio --dataset "w': `clio --dataset "w b:\\$H'\\"ü\\\`\\\\" `,
  "clio --dataset 'w": `clio --dataset 'w b:$H'\\''"ü\`\\' `,
};

describe.runIf(hasShell('bash'))('bash', () => {
  it('completes commands, flags, values, live values and files', async () => {
    const shell = {
      program: 'bash',
      args: ['--noprofile', '--rcfile', '.bashrc', '-i'],
      startFile: '.bashrc',
      start: [
        'source ./clio.bash',
        'show() { printf "<<%s>>\\n" "$READLINE_LINE"; READLINE_LINE=""; READLINE_POINT=0; }',
        'bind -x \'"\\C-g": show\'; PS1="ready> "',
      ].join('\n'),
    };
    expect(await completed(shell, Object.keys(common))).toEqual(Object.values(common));
  });
});

describe.runIf(hasShell('zsh'))('zsh', () => {
  it('completes commands, flags, values, live values and files', async () => {
    const shell = {
      program: 'zsh',
      args: ['-d', '-i'],
      startFile: '.zshrc',
      start: [
        'autoload -Uz compinit; compinit -u -D',
        'source ./clio.zsh',
        'show() { zle -I; print -r -- "<<$BUFFER>>"; BUFFER="" }',
        'zle -N show; bindkey "^G" show; PS1="ready> "',
      ].join('\n'),
    };
    expect(await completed(shell, Object.keys(common))).toEqual(Object.values(common));
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
      'clio --dataset w': odd,
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

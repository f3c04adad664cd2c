import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { binary } from '../src/places.js';
import { run } from '../src/run.js';
import { fewRecords, labState } from '../src/state.js';
import { createWorld, type World, words } from '../src/world.js';

// The conventions of the command line, by their numbers: one test each, against the built command.

let world: World;
beforeAll(async () => {
  world = await createWorld(labState(fewRecords));
});
afterAll(() => world.close());

const colour = '\u001b[';

/** Runs `clio` on a terminal of 100 columns; each answer is typed when its question has come. */
function onTerminal(
  line: string,
  answers: readonly (readonly [question: RegExp, keys: string])[] = [],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<{ text: string; code: number }> {
  return new Promise((resolve) => {
    const terminal = spawn(process.execPath, [binary, ...words(line)], {
      cols: 100,
      rows: 30,
      cwd: world.home,
      env: {
        PATH: process.env.PATH,
        HOME: world.home,
        TERM: 'xterm-256color',
        CLIO_SERVER: world.server,
        CLIO_TOKEN: world.tokens.ann,
        CLIO_DATASET: 'MB',
        CLIO_PAGER: 'cat',
        BROWSER: 'none',
        ...env,
      },
    });
    let text = '';
    const waiting = [...answers];
    terminal.onData((data) => {
      text += data;
      const next = waiting[0];
      if (!next?.[0].test(text)) return;
      waiting.shift();
      terminal.write(next[1]);
    });
    terminal.onExit(({ exitCode }) => resolve({ text, code: exitCode }));
  });
}

it('1: commands are a noun and a verb', async () => {
  const { stdout } = await world.clio('annotation');
  expect(stdout).toMatch(/^Usage: clio annotation/);
  for (const verb of ['list', 'get', 'set', 'delete', 'import'])
    expect(stdout).toMatch(new RegExp(`^ +${verb} `, 'm'));
});

it('2: --help on everything, with examples', async () => {
  for (const line of ['annotation list', 'annotation import', 'auth login', 'completion']) {
    const { code, stdout } = await world.clio(`${line} --help`);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
  }
});

it('3: data on standard output only', async () => {
  const { stdout } = await world.clio('dataset list --json --verbose');
  expect(JSON.parse(stdout)).toBeInstanceOf(Array);
});

it('4: conversation on standard error only', async () => {
  const { stdout, stderr } = await world.clio('dataset list --json nme');
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^clio: /);
});

it('5: exit codes are documented', async () => {
  const { stdout } = await world.clio('help exit-codes');
  for (const code of [0, 1, 2, 3, 4, 5, 6, 7, 130, 143])
    expect(stdout).toMatch(new RegExp(`^ +${code} `, 'm'));
  expect((await world.clio('nonsense')).code).toBe(3);
  expect((await world.clio('dataset list', { env: { CLIO_TOKEN: undefined } })).code).toBe(4);
});

it('6: no prompt without a terminal', async () => {
  const { code, stderr } = await world.clio('annotation set 1001 note=x');
  expect(code).toBe(2);
  expect(stderr).toContain('--yes');
});

it('7: --yes for scripts', async () => {
  expect((await world.clio('annotation set 1001 note=seven --yes')).code).toBe(0);
  const { stdout } = await world.clio('annotation get 1001 --json note');
  expect(stdout).toBe('[\n{"note":"seven"}\n]\n');
});

it('8: --dry-run on every write', async () => {
  const before = await world.records();
  world.file('eight.csv', 'bodyid,note\n1001,eight\n');
  for (const line of ['set 1001 note=eight --overwrite note', 'import eight.csv', 'delete 1001']) {
    const { code, stderr } = await world.clio(`annotation ${line} --dry-run --yes`);
    expect([0, 5], stderr).toContain(code);
  }
  expect(await world.records()).toEqual(before);
});

it('9: --json picks fields, and refuses unknown ones', async () => {
  expect((await world.clio('dataset list --json id')).stdout).toContain('{"id":"MB"}');
  const refused = await world.clio('dataset list --json idd');
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain('description');
  const told = await world.clio('annotation get 1001 --json typ');
  expect(told).toMatchObject({ code: 0, stdout: '[\n{"typ":null}\n]\n' });
  expect(told.stderr).toContain('"typ"');
});

it('10: --jq', async () => {
  const { code, stdout } = await world.clio([
    'dataset',
    'list',
    '--jq',
    '.[].id | select(.=="MB")',
  ]);
  expect([code, stdout]).toEqual([0, 'MB\n']);
  expect((await world.clio(['dataset', 'list', '--jq', '.['])).code).toBe(3);
});

it('11: tab-separated values where the output is no terminal, a table where it is one', async () => {
  const { stdout } = await world.clio('version list');
  expect(stdout.split('\n')[0]?.split('\t')).toHaveLength(3);
  const { text } = await onTerminal('version list', [], { NO_COLOR: '1' });
  expect(text).toMatch(/TAG +UUID +HEAD/);
});

it('12: NO_COLOR and CLICOLOR decide about colour', async () => {
  expect((await onTerminal('version list')).text).toContain(colour);
  expect((await onTerminal('version list', [], { NO_COLOR: '1' })).text).not.toContain(colour);
  expect((await onTerminal('version list', [], { CLICOLOR: '0' })).text).not.toContain(colour);
  expect((await world.clio('version list')).stdout).not.toContain(colour);
});

it('13: a pager, on a terminal only', async () => {
  world.file('pager.mjs', "process.stdin.resume(); console.log('PAGED');");
  const env = { CLIO_PAGER: `${process.execPath} ${join(world.home, 'pager.mjs')}` };
  expect((await onTerminal('version list', [], env)).text).toContain('PAGED');
  expect((await onTerminal('version list --no-pager', [], env)).text).not.toContain('PAGED');
  expect((await world.clio('version list', { env })).stdout).not.toContain('PAGED');
});

it('14: progress on standard error only, and none where it is no terminal', async () => {
  const { stderr } = await world.clio('annotation list --all --format ndjson');
  expect(stderr).toBe('');
});

it('15: secrets are never taken as an argument', async () => {
  const { code, stdout, stderr } = await world.clio('dataset list --token something-secret');
  expect(code).toBe(3);
  expect(stdout + stderr).not.toContain('something-secret');
  expect(stderr).toContain('--with-token');
});

it('16: input of a secret is hidden', async () => {
  const secret = world.tokens.ann ?? '';
  const { text, code } = await onTerminal(
    `auth login --server ${world.server}`,
    [
      [/not shown/, `${secret}\r`],
      [/from now on/, 'n'],
    ],
    { CLIO_TOKEN: undefined, CLIO_CONFIG_DIR: join(world.home, 'sixteen') },
  );
  expect(text).not.toContain(secret);
  expect(code, text).toBe(0);
});

it('17: files are for their owner only', async () => {
  const folder = join(world.home, 'seventeen');
  const { code } = await world.clio('auth login --with-token', {
    env: { CLIO_TOKEN: undefined, CLIO_CONFIG_DIR: folder },
    input: world.tokens.ann ?? '',
  });
  expect(code).toBe(0);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'tokens.json')).mode & 0o777).toBe(0o600);
});

it('18: folders follow XDG', async () => {
  const folder = join(world.home, 'xdg');
  const env = { XDG_CONFIG_HOME: folder };
  await world.clio('config set dataset MB', { env });
  expect(existsSync(join(folder, 'clio', 'config.json'))).toBe(true);
});

it('19: environment variables are documented', async () => {
  const { stdout } = await world.clio('help environment');
  for (const name of ['CLIO_TOKEN', 'CLIO_SERVER', 'CLIO_DATASET', 'NO_COLOR', 'HTTPS_PROXY'])
    expect(stdout).toContain(name);
});

it('20: what goes before what is documented, and so', async () => {
  expect((await world.clio('help environment')).stdout).toMatch(/1\. a flag/);
  const { stdout } = await world.clio('config list --show-origin --dataset OL');
  expect(stdout).toMatch(/dataset\tOL\t.*--dataset/);
});

it('21: -- ends the flags, - is standard input or output', async () => {
  const { stdout } = await world.clio('annotation get --json bodyid --ids - -o -', {
    input: '1001',
  });
  expect(stdout).toBe('[\n{"bodyid":1001}\n]\n');
  expect((await world.clio('annotation get -- --all')).stderr).toContain('"--all"');
});

it('22: ids from standard input', async () => {
  const { stdout } = await world.clio('annotation get --ids - --json bodyid', {
    input: 'bodyid\n1001\n',
  });
  expect(stdout).toContain('1001');
});

it('23: a reader that goes away is no error', async () => {
  const outcome = await run(
    'bash',
    [
      '-c',
      'set -o pipefail; "$0" "$1" annotation list --all --format ndjson | head -1; echo $?',
    ].concat(process.execPath, binary),
    {
      env: {
        PATH: process.env.PATH,
        HOME: world.home,
        CLIO_SERVER: world.server,
        CLIO_TOKEN: world.tokens.ann,
        CLIO_DATASET: 'MB',
      },
    },
  );
  expect(outcome.stderr).toBe('');
  expect(outcome.stdout.trim().split('\n').at(-1)).toBe('0');
});

it('24: Ctrl-C exits with 130', async () => {
  const { code } = await onTerminal('annotation set 1001 other=x', [[/\?/, '\u0003']]);
  expect(code).toBe(130);
});

it('24: Ctrl-D in a question cancels as Ctrl-C does', async () => {
  const { code } = await onTerminal('annotation set 1001 other=x', [[/\?/, '\u0004']]);
  expect(code).toBe(130);
});

it('25: the nearest name is suggested', async () => {
  expect((await world.clio('datset list')).stderr).toContain('Did you mean dataset?');
  expect((await world.clio('dataset list --formt csv')).stderr).toContain('Did you mean --format?');
});

it('26: completion, of live values too', async () => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
    expect((await world.clio(`completion ${shell}`)).stdout).toContain('__complete');
  expect((await world.clio(['__complete', '--', 'dataset', 'view', 'M'])).stdout).toContain('MB\n');
});

it('27: the version says what was built', async () => {
  expect((await world.clio('--version')).stdout).toMatch(/^clio \d+\.\d+\.\d+( \(.+\))?\n$/);
});

it('29: what scripts read stays as it is', async () => {
  expect((await world.clio('version list')).stdout).toMatchInlineSnapshot(`
    "v0.1	3fa85f	false
    v0.2	9bc01e	true
    "
  `);
  expect((await world.clio('field list --json')).stdout).toMatch(/^\[\n\{"name":"\w+"/);
});

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { binary } from '../src/places.js';
import { run } from '../src/run.js';
import { startOnTerminal } from '../src/session/pty.js';
import { fewRecords, labState } from '../src/state.js';
import { createWorld, type World } from '../src/world.js';

// The conventions of the command line, by their numbers: one test each, against the built command.

let world: World;
beforeAll(async () => {
  world = await createWorld(labState(fewRecords));
});
afterAll(() => world.close());

const colour = '\u001b[';

const reference = readFileSync(new URL('../../cli/docs/reference.md', import.meta.url), 'utf8');

/** Commands by their headings in the reference, with what it says about each. */
const sections = new Map(
  reference
    .split(/^(?=###+ clio )/m)
    .slice(1)
    .map((text) => [/^###+ clio (.+)$/m.exec(text)?.[1] ?? '', text]),
);

/** All commands that can be run: those with a usage of their own. */
const commands = (): string[] =>
  [...sections].filter(([, text]) => text.includes('\n```text\nclio ')).map(([name]) => name);

/** What `clio` showed on a terminal. */
interface Shown {
  /** All that was written, as it was written. */
  readonly text: string;
  /** The lines that stood there in the end. */
  readonly lines: readonly string[];
  readonly code: number | undefined;
}

/** Runs a shell's line on a terminal of 100 columns; each answer is typed when its question has come. */
async function onTerminal(
  line: string,
  answers: readonly (readonly [question: RegExp, keys: string])[] = [],
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Shown> {
  const terminal = startOnTerminal('bash', ['-c', `clio() { "$NODE" "$CLIO" "$@"; }; ${line}`], {
    size: { columns: 100, rows: 30, colour: false },
    cwd: world.home,
    env: {
      PATH: process.env.PATH,
      HOME: world.home,
      TERM: 'xterm-256color',
      NODE: process.execPath,
      CLIO: binary,
      CLIO_SERVER: world.server,
      CLIO_TOKEN: world.tokens.ann,
      CLIO_DATASET: 'MB',
      CLIO_PAGER: 'cat',
      BROWSER: 'none',
      ...env,
    },
  });
  for (const [question, keys] of answers)
    if (await terminal.until(() => question.test(terminal.raw()), 45_000)) terminal.type(keys);
  const code = await terminal.end(45_000);
  terminal.kill();
  return { text: terminal.raw(), lines: terminal.screen.lines(), code };
}

it('1: commands are a noun and a verb', async () => {
  const { stdout } = await world.clio('annotation');
  expect(stdout).toMatch(/^Usage: clio annotation/);
  for (const verb of ['list', 'get', 'set', 'delete', 'import'])
    expect(stdout).toMatch(new RegExp(`^ +${verb} `, 'm'));
});

it('2: --help on everything, with examples', async () => {
  // By way of `clio help`, which prints the same, too.
  for (const line of ['annotation list --help', 'help annotation import', 'auth --help', 'help']) {
    const { code, stdout } = await world.clio(line);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: clio');
  }
  expect(commands().length).toBeGreaterThan(40);
  const all = await Promise.all(commands().map((name) => world.clio(`${name} --help`)));
  for (const [index, name] of commands().entries()) {
    expect(all[index], name).toMatchObject({ code: 0, stderr: '' });
    expect(all[index]?.stdout).toMatch(new RegExp(`^Usage: clio ${name}\\b`));
    expect(all[index]?.stdout, name).toContain('\nExamples:\n  # ');
  }
});

it('3: data on standard output only', async () => {
  const { stdout, stderr } = await world.clio('dataset list --json --verbose');
  expect(JSON.parse(stdout)).toBeInstanceOf(Array);
  // What is told of the requests is no data.
  expect(stderr).toMatch(/^GET http.+: 200, \d+ ms$/m);
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
  await world.clio('annotation set 1001 five=before --yes');
  const lines: [string, number, Record<string, string | undefined>?][] = [
    ['dataset list', 0],
    ['annotation get 4242424242', 1],
    ['annotation set 1001 fresh=x', 2],
    ['nonsense', 3],
    ['dataset list --nonsense', 3],
    ['dataset list', 4, { CLIO_TOKEN: undefined }],
    ['dataset list', 4, { CLIO_TOKEN: 'wrong' }],
    ['annotation set 1001 five=x --yes', 5],
    ['dataset list --server http://127.0.0.1:9', 7],
  ];
  const codes = await Promise.all(
    lines.map(async ([line, , env]) => (await world.clio(line, env && { env })).code),
  );
  expect(lines.map(([line], at) => [line, codes[at]])).toEqual(
    lines.map(([line, code]) => [line, code]),
  );
});

it.runIf(existsSync('/dev/full'))('5: output that cannot be written is a failure', async () => {
  for (const words of ['--version', '--help', 'dataset list']) {
    const line = `'${process.execPath}' '${binary}' ${words} > /dev/full`;
    const { code, stderr } = await run('sh', ['-c', line], {
      env: {
        PATH: process.env.PATH,
        HOME: world.home,
        CLIO_SERVER: world.server,
        CLIO_TOKEN: world.tokens.ann,
      },
    });
    expect(stderr).toMatch(/^clio: standard output cannot be written/);
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(1);
  }
});

it('5: a folder that was deleted while one was in it is no failure', async () => {
  const line = `mkdir gone && cd gone && rmdir ../gone && '${process.execPath}' '${binary}' dataset list`;
  const { code, stderr } = await run('sh', ['-c', line], {
    cwd: world.home,
    env: {
      PATH: process.env.PATH,
      HOME: world.home,
      CLIO_SERVER: world.server,
      CLIO_TOKEN: world.tokens.ann,
    },
  });
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

it('6: no prompt without a terminal', async () => {
  const { code, stderr } = await world.clio('annotation set 1001 note=x');
  expect(code).toBe(2);
  expect(stderr).toContain('--yes');
  // Each of the streams that a conversation needs is taken away in turn: nothing is asked, nothing waits.
  for (const away of ['< /dev/null', '2> /dev/null', '< /dev/null 2> /dev/null']) {
    const { code, text } = await onTerminal(`clio annotation set 1001 note=x ${away}`);
    expect([away, code]).toEqual([away, 2]);
    expect(text).not.toContain('Write this');
  }
  expect((await onTerminal('clio auth login < /dev/null')).code).toBe(3);
  // Where both are a terminal, it asks, though the data go elsewhere.
  const asked = await onTerminal('clio annotation set 1001 note=x > report', [[/No/, '\r']]);
  expect(asked.text).toContain('Write this to 1 body?');
  expect(asked.code).toBe(2);
});

it('7: --yes for scripts', async () => {
  expect((await world.clio('annotation set 1001 note=seven --yes')).code).toBe(0);
  const { stdout } = await world.clio('annotation get 1001 --json note');
  expect(stdout).toBe('[\n{"note":"seven"}\n]\n');
});

it('8: --dry-run on every write', async () => {
  // What asks before it writes can be tried without writing.
  for (const [name, text] of sections)
    expect([name, text.includes('| `--dry-run`')]).toEqual([name, text.includes('| `--yes`')]);
  world.file('eight.csv', 'bodyid,note\n1002,eight\n');
  await world.clio('annotation set 1001 eight=before --yes');
  await world.clio('plan eight.csv -o eight.json');
  await world.clio('point set 1 2 3 --yes');
  await world.clio(['kv', 'set', 'scope', 'key', '{"a":1}', '--yes']);
  const before = await world.stateText();
  const runs = (await world.clio('run list --json')).stdout;
  for (const line of [
    'annotation set 1001 note=eight --overwrite note',
    'annotation import eight.csv',
    'annotation delete 1001',
    'apply eight.json',
    'undo',
    'point set 4 5 6',
    'point delete Pt1_2_3',
    ['kv', 'set', 'scope', 'key', '{"a":2}'],
    'kv delete scope key',
    'run prune --before 2999-01-01',
  ]) {
    const { code, stdout, stderr } = await world.clio(
      typeof line === 'string' ? `${line} --dry-run --yes` : [...line, '--dry-run', '--yes'],
    );
    expect([0, 5], `${line}: ${stderr}`).toContain(code);
    expect(stdout, `${line}`).not.toBe('');
  }
  expect(await world.stateText()).toBe(before);
  expect((await world.clio('run list --json')).stdout).toBe(runs);
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
  const { text } = await onTerminal('clio version list', [], { NO_COLOR: '1' });
  expect(text).toMatch(/TAG +UUID +HEAD/);
});

it('12: NO_COLOR and CLICOLOR decide about colour', async () => {
  expect((await onTerminal('clio version list')).text).toContain(colour);
  expect((await onTerminal('clio version list', [], { NO_COLOR: '1' })).text).not.toContain(colour);
  expect((await onTerminal('clio version list', [], { CLICOLOR: '0' })).text).not.toContain(colour);
  expect((await world.clio('version list')).stdout).not.toContain(colour);
});

it('13: a pager, on a terminal only', async () => {
  world.file('pager.mjs', "process.stdin.resume(); console.log('PAGED');");
  const env = { CLIO_PAGER: `${process.execPath} ${join(world.home, 'pager.mjs')}` };
  expect((await onTerminal('clio version list', [], env)).text).toContain('PAGED');
  expect((await onTerminal('clio version list --no-pager', [], env)).text).not.toContain('PAGED');
  expect((await onTerminal('clio version list | cat', [], env)).text).not.toContain('PAGED');
  expect((await onTerminal('clio version list --json', [], env)).text).not.toContain('PAGED');
  expect((await world.clio('version list', { env })).stdout).not.toContain('PAGED');
});

it('14: progress on standard error only, and none where it is no terminal', async () => {
  const ids = Array.from({ length: 400 }, (_, index) => 5001 + index);
  world.file('fourteen.csv', `bodyid,note\n${ids.map((id) => `${id},seen\n`).join('')}`);
  const slow = {
    target: 'clio',
    method: 'POST',
    path: '**/neurons',
    fault: 'delay',
    ms: 150,
  } as const;
  const line = 'annotation import fourteen.csv --yes --overwrite note';
  const progress = /\d+ of 400 bodies/;
  await world.faults(slow);
  const shown = await onTerminal(`clio ${line} > report`);
  expect(shown.code).toBe(0);
  expect(shown.text).toMatch(progress);
  // It goes by itself, and nothing of it is among the data.
  expect(shown.lines.join('\n')).not.toMatch(progress);
  expect(readFileSync(join(world.home, 'report'), 'utf8')).not.toMatch(progress);
  world.file('fourteen.csv', `bodyid,note\n${ids.map((id) => `${id},again\n`).join('')}`);
  const quiet = await onTerminal(`clio ${line} --quiet > report`);
  expect([quiet.code, quiet.text]).toEqual([0, '']);
  world.file('fourteen.csv', `bodyid,note\n${ids.map((id) => `${id},third\n`).join('')}`);
  const piped = await onTerminal(`clio ${line} 2> errors`);
  expect(piped.text).not.toMatch(progress);
  expect(readFileSync(join(world.home, 'errors'), 'utf8')).not.toMatch(progress);
  await world.clearFaults();
  expect((await world.clio('annotation list --all --format ndjson')).stderr).toBe('');
});

it('15: secrets are never taken as an argument', async () => {
  const { code, stdout, stderr } = await world.clio('dataset list --token something-secret');
  expect(code).toBe(3);
  expect(stdout + stderr).not.toContain('something-secret');
  expect(stderr).toContain('--with-token');
  for (const line of [
    '--token something-secret dataset list',
    'auth login --token=something-secret',
    'auth login --with-token=something-secret',
    'auth login something-secret',
    'auth login --tokn=something-secret --debug --verbose',
  ]) {
    const refused = await world.clio(line, { input: '' });
    expect([line, refused.code, refused.stdout]).toEqual([line, 3, '']);
    expect(refused.stderr).not.toContain('something-secret');
  }
});

it('16: input of a secret is hidden', async () => {
  const secret = world.tokens.ann ?? '';
  const { text, code } = await onTerminal(
    `clio auth login --server ${world.server}`,
    [
      [/not shown/, `${secret}\r`],
      [/from now on/, 'n'],
    ],
    { CLIO_TOKEN: undefined, CLIO_CONFIG_DIR: join(world.home, 'sixteen') },
  );
  expect(text).not.toContain(secret);
  for (let at = 0; at + 8 <= secret.length; at += 8)
    expect(text).not.toContain(secret.slice(at, at + 8));
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
  // So are the records of writes, and what is kept of the server.
  const env = { CLIO_STATE_DIR: join(folder, 'state'), CLIO_CACHE_DIR: join(folder, 'cache') };
  await world.clio('annotation set 1001 seventeen=x --yes', { env });
  await world.clio(['__complete', '--', 'dataset', 'view', 'M'], { env });
  const modes = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ parentPath }) => !parentPath.includes('compiled'))
    .map((entry) => [
      entry.isDirectory() ? 0o700 : 0o600,
      statSync(join(entry.parentPath, entry.name)).mode & 0o777,
    ]);
  expect(modes.length).toBeGreaterThan(6);
  for (const [wanted, mode] of modes) expect(mode).toBe(wanted);
  // One that was opened to others is told of, and closed.
  chmodSync(join(folder, 'tokens.json'), 0o644);
  const looked = await world.clio(['doctor', '--jq', '.[] | select(.check == "files") | .state'], {
    env: { CLIO_CONFIG_DIR: folder },
  });
  expect(looked.stdout).toBe('warning\n');
  expect(statSync(join(folder, 'tokens.json')).mode & 0o777).toBe(0o600);
});

it('18: folders follow XDG', async () => {
  const folder = join(world.home, 'xdg');
  const env = { XDG_CONFIG_HOME: folder };
  await world.clio('config set dataset MB', { env });
  expect(existsSync(join(folder, 'clio', 'config.json'))).toBe(true);
  const others = { XDG_STATE_HOME: join(folder, 'state'), XDG_CACHE_HOME: join(folder, 'cache') };
  await world.clio('annotation set 1001 eighteen=x --yes', { env: others });
  expect(readdirSync(join(folder, 'state', 'clio', 'runs'))).toHaveLength(1);
  await world.clio(['__complete', '--', 'dataset', 'view', 'M'], { env: others });
  expect(readdirSync(join(folder, 'cache', 'clio', 'completion'))).toHaveLength(1);
  const own = { ...others, CLIO_STATE_DIR: join(folder, 'own') };
  await world.clio('annotation set 1001 eighteen=y --overwrite eighteen --yes', { env: own });
  expect(readdirSync(join(folder, 'own', 'runs'))).toHaveLength(1);
});

it('19: environment variables are documented', async () => {
  const { stdout } = await world.clio('help environment');
  for (const name of [
    ...['CLIO_TOKEN', 'CLIO_SERVER', 'CLIO_DATASET', 'CLIO_PAGER', 'PAGER', 'BROWSER'],
    ...['CLIO_CONFIG_DIR', 'CLIO_STATE_DIR', 'CLIO_CACHE_DIR'],
    ...['XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME'],
    ...['CLIO_NO_UPDATE_NOTICE', 'NO_UPDATE_NOTIFIER', 'CI'],
    ...['NO_COLOR', 'CLICOLOR', 'CLICOLOR_FORCE'],
    ...['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'],
  ])
    expect(stdout).toMatch(new RegExp(`\\b${name}\\b`));
});

it('20: what goes before what is documented, and so', async () => {
  expect((await world.clio('help environment')).stdout).toMatch(/1\. a flag/);
  // From the last to the first place, each one set in its turn.
  const project = join(world.home, 'project');
  mkdirSync(join(project, 'deep'), { recursive: true });
  const env: Record<string, string | undefined> = {
    CLIO_DATASET: undefined,
    CLIO_CONFIG_DIR: join(world.home, 'twenty'),
  };
  const inForce = async (flags = '') =>
    (
      await run(
        'sh',
        ['-c', `'${process.execPath}' '${binary}' config list --show-origin ${flags}`],
        {
          cwd: join(project, 'deep'),
          env: { PATH: process.env.PATH, HOME: world.home, ...env },
        },
      )
    ).stdout
      .split('\n')
      .find((line) => line.startsWith('dataset\t'));
  expect(await inForce()).toBeUndefined();
  await world.clio('config set dataset saved', { env });
  expect(await inForce()).toBe(`dataset\tsaved\t${join(world.home, 'twenty', 'config.json')}`);
  writeFileSync(join(project, '.cliorc.json'), '{"dataset": "folder"}');
  expect(await inForce()).toBe(`dataset\tfolder\t${join(project, '.cliorc.json')}`);
  env.CLIO_DATASET = 'environment';
  expect(await inForce()).toBe('dataset\tenvironment\tenvironment variable CLIO_DATASET');
  expect(await inForce('--dataset flag')).toBe('dataset\tflag\tflag --dataset');
});

it('21: -- ends the flags, - is standard input or output', async () => {
  const { stdout } = await world.clio('annotation get --json bodyid --ids - -o -', {
    input: '1001',
  });
  expect(stdout).toBe('[\n{"bodyid":1001}\n]\n');
  // Behind -- everything is a word, whatever it looks like.
  expect((await world.clio('annotation get -- --all')).stderr).toContain('"--all"');
  expect(await world.clio('annotation get --json bodyid -- 1001')).toMatchObject({
    code: 0,
    stdout: '[\n{"bodyid":1001}\n]\n',
  });
  expect((await world.clio('annotation get 1001 -- --json')).stderr).toContain('"--json"');
  expect((await world.clio('annotation get -- -1')).stderr).toContain('"-1"');
  expect((await world.clio('annotation get -- --token')).stderr).toContain('"--token"');
  const set = await world.clio('annotation set --dry-run -- 1001 note=--yes');
  expect(set.stdout).toContain('"--yes"');
  // - is standard input wherever a file is read, and standard output wherever one is written.
  const input = 'bodyid,note\n1001,from standard input\n';
  const plan = await world.clio('plan - -o -', { input });
  expect(JSON.parse(plan.stdout).source).toBe('standard input');
  const shown = await world.clio('plan show -', { input: plan.stdout });
  expect(shown.stdout).toContain('from standard input');
  expect((await world.clio('annotation import - --dry-run', { input })).stdout).toContain(
    'from standard input',
  );
  expect(existsSync(join(world.home, '-'))).toBe(false);
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
  const { code } = await onTerminal('clio annotation set 1001 other=x', [[/\?/, '\u0003']]);
  expect(code).toBe(130);
});

it('24: Ctrl-D in a question cancels as Ctrl-C does', async () => {
  const { code } = await onTerminal('clio annotation set 1001 other=x', [[/\?/, '\u0004']]);
  expect(code).toBe(130);
});

it('24: SIGTERM exits with 143, also while a token is asked for', async () => {
  // What is started to show a page ends the command while it asks for the token.
  world.file('browser', '#!/bin/sh\nkill -TERM $PPID\n');
  chmodSync(join(world.home, 'browser'), 0o755);
  const { code, text } = await onTerminal(`clio auth login --server ${world.server}`, [], {
    CLIO_TOKEN: undefined,
    CLIO_CONFIG_DIR: join(world.home, 'twentyfour'),
    BROWSER: join(world.home, 'browser'),
  });
  expect(code).toBe(143);
  expect(text).toContain('copy your token');
  expect(existsSync(join(world.home, 'twentyfour'))).toBe(false);
});

it('25: the nearest name is suggested', async () => {
  expect((await world.clio('datset list')).stderr).toContain('Did you mean dataset?');
  expect((await world.clio('dataset list --formt csv')).stderr).toContain('Did you mean --format?');
  for (const [line, near] of [
    ['annotation lst', 'Did you mean list?'],
    ['config set datset x', 'Did you mean dataset?'],
    ['help exit-code', 'Did you mean "clio help exit-codes"?'],
    ['dataset view MBX', 'Did you mean MB?'],
    ['alias delete nothing', 'See "clio alias list"'],
  ] as const) {
    const { code, stderr } = await world.clio(line);
    expect([line, code]).toEqual([line, 3]);
    expect(stderr).toContain(near);
  }
});

it('26: completion, of live values too', async () => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell'])
    expect((await world.clio(`completion ${shell}`)).stdout).toContain('__complete');
  expect((await world.clio(['__complete', '--', 'dataset', 'view', 'M'])).stdout).toContain('MB\n');
});

it('27: the version says what was built', async () => {
  expect((await world.clio('--version')).stdout).toMatch(/^clio \d+\.\d+\.\d+( \(.+\))?\n$/);
});

it('28: an update notice through npm, once the package is published, at a terminal only', async () => {
  // The package as it is once it is published: a copy with that said in its package.json. It stands
  // outside the home, all of which is searched for tokens: those of the sample are in its code.
  const copy = mkdtempSync(join(tmpdir(), 'clio-published-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  const own = join(dirname(binary), '..');
  for (const part of ['bin', 'dist'])
    cpSync(join(own, part), join(copy, part), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'));
  expect(manifest.clio).toEqual({ published: false });
  writeFileSync(
    join(copy, 'package.json'),
    JSON.stringify({ ...manifest, clio: { published: true } }),
  );
  // An npm that knows of a newer version, keeps what it was asked, and tells through a pipe that it is done.
  const programs = join(world.home, 'programs');
  const log = join(world.home, 'npm.log');
  const done = join(world.home, 'npm.done');
  mkdirSync(programs);
  await run('mkfifo', [done]);
  writeFileSync(
    join(programs, 'npm'),
    `#!/bin/sh\necho "$* token=$CLIO_TOKEN" >> '${log}'\necho 99.0.0\nexec > '${done}'\n`,
    { mode: 0o755 },
  );
  const env = { CLIO: join(copy, 'bin', 'clio.js'), PATH: `${programs}:${process.env.PATH}` };
  const silent = async (line: string, more = {}) => {
    expect((await onTerminal(line, [], { ...env, ...more })).text).not.toContain('99.0.0');
  };
  await silent('clio config list | cat');
  await silent('clio config list', { CI: 'true' });
  await silent('clio config list', { CLIO_NO_UPDATE_NOTICE: '1' });
  await silent('clio config list --quiet');
  await silent('clio config list', { CLIO: binary });
  expect(existsSync(log)).toBe(false);
  const answered = readFile(done);
  await silent('clio config list');
  await answered;
  expect(readFileSync(log, 'utf8')).toBe('view @clio/cli version token=\n');
  const told = await onTerminal('clio config list', [], env);
  expect(told.code).toBe(0);
  expect(told.text).toContain('clio 99.0.0 is there');
  expect(told.text).toContain('npm install -g @clio/cli');
  await silent('clio config list');
  expect(readFileSync(log, 'utf8')).toBe('view @clio/cli version token=\n');
});

it('29: what scripts read stays as it is', async () => {
  expect((await world.clio('version list')).stdout).toMatchInlineSnapshot(`
    "v0.1	3fa85f	false
    v0.2	9bc01e	true
    "
  `);
  expect((await world.clio('field list --json')).stdout).toMatch(/^\[\n\{"name":"\w+"/);
  // The columns of each kind of record.
  const listings = [
    'alias list',
    'atlas list',
    'auth status',
    'config list --show-origin',
    'dataset list',
    'doctor',
    'field list',
    'kv list scope',
    'point list',
    'run list',
    'search saved',
    'version list',
    'version resolve v0.1',
  ];
  const headers = await Promise.all(
    listings.map(async (line) => {
      const { stdout } = await world.clio(`${line} --format csv`);
      return `${line}: ${stdout.split('\n')[0]}`;
    }),
  );
  expect(headers).toMatchInlineSnapshot(`
    [
      "alias list: name,command",
      "atlas list: dataset,location,title,verified,user,description",
      "auth status: server,active,valid,source,email,expires,roles,problem",
      "config list --show-origin: name,value,origin",
      "dataset list: id,title,tag,uuid,public,description",
      "doctor: check,state,message,remedy",
      "field list: name,count",
      "kv list scope: key,value",
      "point list: key,kind,pos,title,tags,user,description",
      "run list: id,state,dataset,counts,started,kind,source,undoes,user,tag,uuid,server",
      "search saved: location,timestamp,note",
      "version list: tag,uuid,head",
      "version resolve v0.1: tag,uuid",
    ]
  `);
});

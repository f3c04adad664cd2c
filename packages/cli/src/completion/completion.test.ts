import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLab } from '../../test/lab.js';
import { runClio, temporaryFolder } from '../../test/runClio.js';
import { createWriteLab } from '../../test/writeLab.js';
import { commands } from '../commands/index.js';
import { complete, type LiveValues } from './complete.js';
import { hoistTarget } from './hoistTarget.js';
import { scripts } from './scripts.js';

const live: LiveValues = async (kind) =>
  ({
    dataset: ['MB', 'manc:v1.0'],
    version: ['v0.1', 'v0.2'],
    field: ['class', 'type'],
    server: ['https://a.example'],
    alias: ['mine'],
    run: ['20261123-1', '20261123-2'],
  })[kind];

const values = async (...words: string[]) =>
  (await complete(commands, words, live)).candidates.map(({ value }) => value);

describe('complete', () => {
  it('knows nouns, commands and aliases', async () => {
    expect(await values('da')).toEqual(['dataset']);
    expect(await values('m')).toEqual(['mine']);
    expect(await values('')).toContain('doctor');
    expect(await values('')).not.toContain('__complete');
  });

  it('knows verbs, flags and the values that they take', async () => {
    expect(await values('annotation', 'g')).toEqual(['get']);
    expect(await values('plan', 's')).toContain('show');
    expect(await values('annotation', 'list', '--wh')).toEqual(['--where']);
    expect(await values('annotation', 'list', '--where', 'a=b', '--wh')).toEqual(['--where']);
    expect(await values('annotation', 'list', '--all', '--al')).toEqual([]);
    expect(await values('dataset', 'list', '--format', 'c')).toEqual(['csv']);
    expect(await values('dataset', 'list', '--format=c')).toEqual(['--format=csv']);
    expect(await values('dataset', 'list', '--tok')).toEqual([]);
    expect(await values('completion', 'z')).toEqual(['zsh']);
    expect(await values('help', 'exit')).toEqual(['exit-codes']);
    expect(await values('--quiet', 'dataset', 'l')).toEqual(['list']);
    expect(await values('config', 'set', 'd')).toEqual(['dataset']);
  });

  it('knows live values', async () => {
    expect(await values('--dataset', 'm')).toEqual(['manc:v1.0']);
    expect(await values('dataset', 'view', '')).toEqual(['MB', 'manc:v1.0']);
    expect(await values('annotation', 'get', '7', '--version', '')).toEqual(['v0.1', 'v0.2']);
    expect(await values('annotation', 'list', '--json', 'class,t')).toEqual(['class,type']);
    expect(await complete(commands, ['annotation', 'list', '--where', 'ty'], live)).toEqual({
      candidates: [{ value: 'type=' }],
      open: true,
    });
    expect(await complete(commands, ['annotation', 'set', '1001', 'ty'], live)).toEqual({
      candidates: [{ value: 'type=' }],
      open: true,
    });
    expect(await values('annotation', 'set', '1001', 'type=x', 'cl')).toEqual(['class=']);
    expect(await values('dataset', 'list', '--json', 'c')).toEqual([]);
    for (const words of [['undo'], ['resume'], ['run', 'view']])
      expect(await values(...words, '')).toEqual(
        expect.arrayContaining(['20261123-1', '20261123-2']),
      );
  });

  it('leaves files to the shell, and words after -- alone', async () => {
    expect((await complete(commands, ['annotation', 'import', 'x'], live)).files).toBe(true);
    expect(await values('annotation', 'get', '--', '--')).toEqual([]);
  });
});

it('asks about the server and the dataset of the words', () => {
  expect(
    hoistTarget(['__complete', '--', 'version', '--dataset', 'CNS', '--server=https://a', 'x']),
  ).toEqual([
    ...['__complete', '--dataset', 'CNS', '--server', 'https://a'],
    ...['--', 'version', '--dataset', 'CNS', '--server=https://a', 'x'],
  ]);
  expect(hoistTarget(['__complete', '--', '--dataset', 'C'])).toEqual([
    ...['__complete', '--', '--dataset', 'C'],
  ]);
});

describe('clio __complete', () => {
  it('asks the server once in five minutes, and never fails', async () => {
    const { sandbox, env } = createLab();
    const home = temporaryFolder();
    let requests = 0;
    let now = new Date('2026-11-23T12:00:00Z');
    const options = {
      env,
      home,
      now: () => now,
      fetch: (async (...args: Parameters<typeof fetch>) => {
        requests++;
        return sandbox.fetch(new Request(...args));
      }) as typeof fetch,
    };
    const words = ['__complete', '--', 'version', 'resolve', ''];
    const first = await runClio(words, options);
    expect(first).toEqual({ exitCode: 0, stdout: 'v0.1\nv0.2\n', stderr: '' });
    const asked = requests;
    expect(asked).toBeGreaterThan(0);
    expect(await runClio(words, options)).toEqual(first);
    expect(requests).toBe(asked);
    now = new Date('2026-11-23T12:06:00Z');
    expect(await runClio(words, { ...options, fetch: undefined })).toEqual(first);
    expect(readdirSync(join(home, '.cache', 'clio', 'completion'))).toHaveLength(1);
    const cut = await runClio(['__complete', '--', '--dataset', ''], { env });
    expect(cut).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('takes the words with a flag in the place of an empty one', async () => {
    const { stdout } = await runClio(['__complete', '--next', '--', 'field']);
    expect(stdout).toMatch(/^list\tList the fields/);
  });
});

it.each(['bash', 'zsh', 'fish', 'powershell'] as const)(
  'prints the script for %s',
  async (shell) => {
    const { stdout, exitCode } = await runClio(['completion', shell]);
    expect(stdout).toBe(scripts[shell]);
    expect(exitCode).toBe(0);
  },
);

it('takes the ids of runs from the records on this machine', async () => {
  const { clio } = createWriteLab();
  await clio('annotation set 1001 note=x --yes');
  const { stdout: id } = await clio('run list --jq .[0].id');
  expect(await clio('__complete -- undo 2')).toEqual({ exitCode: 0, stdout: id, stderr: '' });
});

it('begins anew where what it has kept is damaged', async () => {
  const { sandbox, env } = createLab();
  const home = temporaryFolder();
  const options = { env, home, fetch: sandbox.fetch };
  const words = ['__complete', '--', 'version', 'resolve', ''];
  const first = await runClio(words, options);
  const folder = join(home, '.cache', 'clio', 'completion');
  const [name = ''] = readdirSync(folder);
  for (const damage of [
    '',
    '{"time":',
    '{"time":"x"}',
    '[]',
    'null',
    `{"time":${Date.parse('2026-11-23T12:00:00Z')},"values":[1,{}]}`,
  ]) {
    writeFileSync(join(folder, name), damage);
    expect([damage, await runClio(words, options)]).toEqual([damage, first]);
  }
  // A folder that cannot be written to is no reason to say nothing.
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  expect(await runClio(words, options)).toEqual(first);
});

it('quotes in PowerShell, whose results are put into the line as they are', () => {
  const script = scripts.powershell;
  expect(script).toContain('Register-ArgumentCompleter -Native -CommandName clio -ScriptBlock {');
  expect(script).toContain('param($wordToComplete, $commandAst, $cursorPosition)');
  // The class of characters of a value that needs no quotes, with the escapes of .NET.
  const [, plain = ''] = /-match '\[\^(.+?)\]'/.exec(script) ?? [];
  const needsQuotes = new RegExp(`[^${plain}]`);
  for (const value of ['list', '--format=csv', 'manc:v1.0', 'type,class', 'ann@lab.example'])
    expect([value, needsQuotes.test(value)]).toEqual([value, false]);
  for (const value of ['a b', "a'b", '$HOME', 'a;b', '`', '(a)', '{a}', '"', 'a|b', '#', '&'])
    expect([value, needsQuotes.test(value)]).toEqual([value, true]);
  // Braces, brackets and quotes are closed.
  const bare = script.replace(/^\s*#.*$/gm, '').replace(/'[^'\n]*'|"[^"\n]*"/g, '');
  for (const [open, close] of ['{}', '()', '[]'])
    expect([open, bare.split(open!).length]).toEqual([open, bare.split(close!).length]);
  expect(bare).not.toMatch(/['"]/);
});

it('refuses other shells', async () => {
  const { exitCode, stderr } = await runClio(['completion', 'tcsh']);
  expect(exitCode).toBe(3);
  expect(stderr).toContain('bash, zsh, fish, powershell');
});

const bash = spawnSync('bash', ['--version']).status === 0;
describe.runIf(bash)('the script of bash', () => {
  /** What bash completes a line to, where `clio __complete` prints these lines. */
  function completed(line: string, printed: string): { replies: string[]; asked: string[] } {
    const folder = mkdtempSync(join(tmpdir(), 'clio-bash-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const program = join(folder, 'clio');
    writeFileSync(
      program,
      `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/asked'\ncat '${folder}/printed'\n`,
    );
    chmodSync(program, 0o755);
    writeFileSync(join(folder, 'printed'), printed);
    writeFileSync(join(folder, 'script'), scripts.bash);
    const out = execFileSync(
      'bash',
      [
        '--norc',
        '-c',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: the braces are the shell's.
        'source "$1/script"; COMP_LINE=$2; COMP_POINT=${#COMP_LINE}; _clio; printf "%s\\n" "${COMPREPLY[@]}"; echo ==; cat "$1/asked"',
        'bash',
        folder,
        line,
      ],
      { env: { ...process.env, PATH: `${folder}:${process.env.PATH}` }, encoding: 'utf8' },
    );
    const [replies = '', asked = ''] = out.split('==\n');
    return {
      replies: replies.split('\n').filter(Boolean),
      asked: asked.replace(/\n$/, '').split('\n'),
    };
  }

  it('hands over the words, also an empty last one', () => {
    expect(completed('clio dataset ', 'list\tList the datasets\nview\n')).toEqual({
      replies: ['list', 'view'],
      asked: ['__complete', '--', 'dataset', ''],
    });
  });

  it('completes values with colons and equal signs', () => {
    expect(completed('clio --dataset manc:', 'manc:v1.0\n')).toEqual({
      replies: ['v1.0'],
      asked: ['__complete', '--', '--dataset', 'manc:'],
    });
    expect(completed('clio dataset list --format=c', '--format=csv\n').replies).toEqual(['csv']);
    expect(completed('clio annotation list --where ty', 'type=\n:open\n').replies).toEqual([
      'type=',
    ]);
  });

  it('quotes what the shell would break', () => {
    expect(completed('clio --dataset ', 'a b\n').replies).toEqual(['a\\ b']);
    const odd = 'a b:$H\'"\\';
    expect(completed('clio --dataset ', `${odd}\n`).replies).toEqual(['a\\ b:\\$H\\\'\\"\\\\']);
    expect(completed('clio --dataset "a', `${odd}\n`).replies).toEqual(['a b:\\$H\'\\"\\\\']);
    expect(completed("clio --dataset 'a", `${odd}\n`).replies).toEqual(["a b:$H'\\''\"\\"]);
  });

  it('hands over words that are quoted, without their quotes', () => {
    const asked = (line: string) => completed(line, '').asked.slice(2);
    expect(asked('clio --dataset "a b" ver')).toEqual(['--dataset', 'a b', 'ver']);
    expect(asked("clio --dataset 'a \"b' ver")).toEqual(['--dataset', 'a "b', 'ver']);
    expect(asked('clio --dataset a\\ b\\:c')).toEqual(['--dataset', 'a b:c']);
    expect(asked("clio kv get '' ")).toEqual(['kv', 'get', '', '']);
  });
});

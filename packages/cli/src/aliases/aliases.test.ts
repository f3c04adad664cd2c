import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLab } from '../../test/lab.js';
import { runClio, temporaryFolder } from '../../test/runClio.js';
import { nodeProgram } from '../context/nodeProgram.js';
import { joinWords, splitWords } from './splitWords.js';

/** The command where one program can be started, with a home of its own, and what was to be started. */
function withProgram(program: string, exitCode: number) {
  const home = temporaryFolder();
  const ran: (readonly string[])[] = [];
  const clio = (...argv: string[]) =>
    runClio(argv, {
      home,
      runProgram: async (...call) => {
        ran.push(call.flat());
        return call[0] === program ? exitCode : undefined;
      },
    });
  return { clio, ran };
}

describe('clio alias', () => {
  it('saves, lists, runs and deletes', async () => {
    const { sandbox, env } = createLab();
    const home = temporaryFolder();
    const clio = (...argv: string[]) => runClio(argv, { home, env, fetch: sandbox.fetch });
    const saved = await clio('alias', 'set', 'of', 'annotation list --where class=$1');
    expect(saved).toMatchObject({ exitCode: 0, stdout: '' });
    expect(saved.stderr).toContain('config.json');
    expect((await clio('alias', 'list')).stdout).toBe('of\tannotation list --where class=$1\n');
    expect((await clio('of', 'KC', '--json', 'bodyid')).stdout).toBe('[\n{"bodyid":1001}\n]\n');
    const short = await clio('of');
    expect(short.exitCode).toBe(3);
    expect(short.stderr).toContain('needs 1 or more words');
    await clio('alias', 'set', 'tags', 'version', 'list');
    expect((await clio('tags')).stdout).toContain('v0.2');
    expect((await clio('alias', 'delete', 'of')).exitCode).toBe(0);
    expect((await clio('of', 'KC')).exitCode).toBe(3);
    const gone = await clio('alias', 'delete', 'tag');
    expect(gone).toMatchObject({ exitCode: 3, stdout: '' });
    expect(gone.stderr).toContain('Did you mean "tags"?');
  });

  it.each([
    [['dataset', 'field list'], '"dataset" is a command'],
    [['x', 'datset list'], 'a command, and "datset" is none'],
    [['x', 'clio dataset list'], 'Leave "clio" out'],
    [['--', '-x', 'dataset list'], 'cannot be the name'],
    [['x', "field 'list"], 'is not closed'],
    [['x', '!'], 'an alias stands for a command'],
    [['x', '!echo', 'a'], 'is one text'],
  ])('refuses %j', async (words, message) => {
    const { exitCode, stderr } = await runClio(['alias', 'set', ...words]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(message);
  });

  it('runs a line of the shell', async () => {
    const { clio, ran } = withProgram('sh', 5);
    await clio('alias', 'set', 'classes', '!clio field list | grep "$1"');
    await clio('alias', 'set', '--shell', 'both', 'echo "$@" | wc');
    expect((await clio('alias', 'list', '--template', '{command}')).stdout).toBe(
      '!echo "$@" | wc\n!clio field list | grep "$1"\n',
    );
    expect((await clio('classes', 'a b', '--json')).exitCode).toBe(5);
    await clio('both');
    expect(ran).toEqual([
      ['sh', '-c', 'clio field list | grep "$1"', 'classes', 'a b', '--json'],
      ['sh', '-c', 'echo "$@" | wc', 'both'],
    ]);
  });

  it('takes flags that every command has before an alias', async () => {
    const { sandbox, env } = createLab();
    const home = temporaryFolder();
    const clio = (...argv: string[]) => runClio(argv, { home, env, fetch: sandbox.fetch });
    await clio('alias', 'set', 'where', 'config list --show-origin');
    const { stdout } = await clio('--quiet', '--dataset', 'OL', '--color=never', 'where');
    expect(stdout).toContain('OL\tflag --dataset');
    expect((await clio('--nonsense', 'where')).stderr).toContain("unknown flag '--nonsense'");
  });

  it('is explained by clio help, as a program clio-NAME explains itself', async () => {
    const { clio, ran } = withProgram('clio-own', 0);
    await clio('alias', 'set', 'tags', 'version list');
    const { exitCode, stdout } = await clio('help', 'tags');
    expect([exitCode, stdout]).toEqual([
      0,
      'tags is an alias of yours for: clio version list\n\nSee "clio tags --help", and "clio help alias" to change it.\n',
    ]);
    expect(ran).toEqual([]);
    expect((await clio('help', 'own')).exitCode).toBe(0);
    expect(ran).toEqual([['clio-own', '--help']]);
    expect((await clio('help', 'nothing')).exitCode).toBe(3);
    expect((await clio('help', 'exit-codes')).exitCode).toBe(0);
    expect(ran).toHaveLength(2);
  });

  it('does not take an alias of a folder', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, '.cliorc.json'), '{"aliases": {"x": "api"}}');
    expect((await runClio(['x'], { cwd })).exitCode).toBe(3);
  });
});

it('breaks a text into the words that it was made of', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 })), (words) => {
      expect(splitWords(joinWords(words))).toEqual(words);
    }),
  );
});

it.runIf(process.platform !== 'win32')('runs a program and keeps its exit code', async () => {
  const program = join(temporaryFolder(), 'clio-try');
  writeFileSync(program, '#!/bin/sh\nexit $1\n');
  chmodSync(program, 0o755);
  expect(await nodeProgram(program, ['5'])).toBe(5);
  expect(await nodeProgram(`${program}-not-there`, [])).toBeUndefined();
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { run } from '../src/run.js';
import { checkFiles, mayPrintToken, tokenIn, watchFor } from '../src/secrets.js';

// What searches for tokens in all that the end-to-end tests print and write, tried on planted ones.

const token = 'planted-7Kq2vXw9RzLm4TnYb8HsJd6FcGp3';
watchFor({ zoe: token });

it('finds a token, its beginning and its end, and nothing in other texts', () => {
  expect(tokenIn(`Bearer ${token}`)).toBe('zoe');
  expect(tokenIn(`${token.slice(0, 12)}…`)).toBe('zoe');
  expect(tokenIn(`…${token.slice(-12)}`)).toBe('zoe');
  expect(tokenIn('planted-flag, FcGp3')).toBeUndefined();
});

it('fails a program that prints one', async () => {
  const says = (text: string) => run(process.execPath, ['-e', text], { env: { T: token } });
  await expect(says('console.log(process.env.T)')).rejects.toThrow('zoe is on stdout');
  await expect(says('console.error(process.env.T)')).rejects.toThrow('zoe is on stderr');
  expect((await says('console.log(1)')).stdout).toBe('1\n');
});

it('lets a program whose job it is print one on standard output, and there alone', async () => {
  const says = (text: string) =>
    run(process.execPath, ['-e', text], { env: { T: token }, mayPrintToken: true });
  expect((await says('console.log(process.env.T)')).stdout).toBe(`${token}\n`);
  await expect(says('console.error(process.env.T)')).rejects.toThrow('zoe is on stderr');
});

it('knows whose job it is', () => {
  expect(mayPrintToken(['auth', 'token'])).toBe(true);
  expect(mayPrintToken('x=1 clio sandbox start --json')).toBe(true);
  expect(mayPrintToken(['auth', 'status'])).toBe(false);
  expect(mayPrintToken(['annotation', 'set', '1', 'note=auth token'])).toBe(false);
});

it('finds one in a file, but for the store of tokens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clio-secrets-'));
  writeFileSync(join(folder, 'tokens.json'), token);
  checkFiles(folder);
  writeFileSync(join(folder, 'journal'), `\u0000\u0001${token}`);
  expect(() => checkFiles(folder)).toThrow('the token of zoe is in');
  rmSync(folder, { recursive: true });
});

it('passes over the tokens of the sample where its code is compiled, and over no others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clio-secrets-'));
  const compiled = join(folder, 'cache', 'clio', 'compiled', 'v24');
  mkdirSync(compiled, { recursive: true });
  watchFor({ sam: 'sample-sam-token' });
  writeFileSync(join(compiled, 'one'), 'x sample-sam-token x');
  checkFiles(folder);
  writeFileSync(join(compiled, 'two'), `x ${token} x`);
  expect(() => checkFiles(folder)).toThrow('the token of zoe is in');
  rmSync(join(compiled, 'two'));
  writeFileSync(join(folder, 'journal'), 'x sample-sam-token x');
  expect(() => checkFiles(folder)).toThrow('the token of sam is in');
  rmSync(folder, { recursive: true });
});

it('sees all that these tests start: nothing else here starts programs', () => {
  const folder = fileURLToPath(new URL('../', import.meta.url));
  const starting = ['src', 'test'].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) =>
        /^import .*'(node:child_process|@lydell\/node-pty)'/m.test(
          readFileSync(join(folder, part, file), 'utf8'),
        ),
      )
      .map((file) => `${part}/${file}`),
  );
  // Two that print nothing: one asks whether a shell is there, one mounts a small disk.
  const silent = ['src/shells.ts', 'test/outages.test.ts'];
  expect(starting.filter((file) => !silent.includes(file)).sort()).toEqual([
    'src/run.ts',
    'src/session/pty.ts',
  ]);
});

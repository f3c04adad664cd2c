import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLab } from '../../../test/lab.js';
import { type RunOptions, runClio, temporaryFolder } from '../../../test/runClio.js';
import { toUrl } from './run.js';

const { sandbox, env } = createLab();
const clio = (argv: string[], options: RunOptions = {}) =>
  runClio(['api', ...argv], { env, fetch: sandbox.fetch, ...options });

describe('clio api', () => {
  it('prints an answer as it is', async () => {
    const expected = await (
      await sandbox.fetch(`${sandbox.server}/v2/roles`, {
        headers: { authorization: `Bearer ${env.CLIO_TOKEN}` },
      })
    ).text();
    for (const path of ['/v2/roles', `${sandbox.server}/v2/roles`])
      expect(await clio(['get', path])).toEqual({ exitCode: 0, stdout: expected, stderr: '' });
  });

  it('sends a body from a file or from standard input', async () => {
    const file = join(temporaryFolder(), 'note.json');
    writeFileSync(file, '{"text": "one", "id": 9007199254740993}');
    expect((await clio(['POST', '/v2/kv/notes/one', '--input', file])).exitCode).toBe(0);
    const { stdout } = await clio(['GET', '/v2/kv/notes/one']);
    expect(stdout).toBe('{"text":"one","id":9007199254740993}');
    await clio(['POST', '/v2/kv/notes/one', '--input', '-'], { stdin: '{"text":"two"}' });
    expect((await clio(['GET', '/v2/kv/notes/one'])).stdout).toBe('{"text":"two"}');
  });

  it('shows no character on a terminal that would steer it', async () => {
    const text = '\u009b2J日本';
    await clio(['POST', '/v2/kv/notes/steer', '--input', '-'], { stdin: JSON.stringify({ text }) });
    const get = (terminal: boolean) => clio(['GET', '/v2/kv/notes/steer'], { terminal });
    expect((await get(true)).stdout).toBe('{"text":"\\u009b2J日本"}');
    expect((await get(false)).stdout).toBe('{"text":"\u009b2J日本"}');
  });

  it('writes into a file, and the headers first when asked', async () => {
    const file = join(temporaryFolder(), 'answer.txt');
    const { stdout } = await clio(['GET', '/v2/roles', '--include', '-o', file]);
    expect(stdout).toBe('');
    expect(readFileSync(file, 'utf8')).toMatch(
      /^200\b.*\n(.+\n)*content-type: application\/json\n(.+\n)*\n\{/,
    );
  });

  it('prints a failing answer, too, and exits as its kind asks', async () => {
    const missing = await clio(['GET', '/v2/nothing']);
    expect(missing.stdout).toBe('{"detail":"Method Not Allowed"}');
    expect(missing.stderr).toBe(`clio: GET ${sandbox.server}/v2/nothing was answered with 405\n`);
    expect(missing.exitCode).toBe(1);
    const token = 'c'.repeat(64);
    const refused = await clio(['GET', '/v2/roles'], { env: { ...env, CLIO_TOKEN: token } });
    expect(refused.exitCode).toBe(4);
    expect(refused.stderr).toContain('environment variable CLIO_TOKEN');
    expect(refused.stderr).toContain('clio auth login');
    expect(refused.stderr).not.toContain(token);
    const broken = await clio(['GET', '/v2/roles'], {
      fetch: async () => new Response('bad gateway', { status: 502 }),
    });
    expect([broken.exitCode, broken.stdout]).toEqual([7, 'bad gateway']);
    expect((await clio(['GET', '/v2/roles'], { fetch: undefined })).exitCode).toBe(7);
  });

  it('refuses another origin before a token is attached', async () => {
    const asked: string[] = [];
    const fetch = async (url: unknown) => {
      asked.push(String(url));
      return new Response();
    };
    for (const path of [
      'https://elsewhere.example/v2/roles',
      'http://clio.sandbox.invalid/v2/roles',
      `${sandbox.server}.elsewhere.example/v2/roles`,
      `${sandbox.server}@elsewhere.example/`,
      'file:///etc/passwd',
      'v2/roles',
    ]) {
      const { exitCode } = await clio(['GET', path], { fetch });
      expect(exitCode, path).toBe(3);
    }
    expect(asked).toEqual([]);
  });

  it('keeps a path on the server, however it is written', () => {
    const server = 'https://clio.example.org';
    for (const path of ['//elsewhere.example/', '/\\elsewhere.example', '/@elsewhere.example'])
      expect(new URL(toUrl(path, server, server)).origin).toBe(server);
    expect(() => toUrl('.elsewhere.example/', server, server)).toThrow('begin with a slash');
    expect(() => toUrl('@elsewhere.example/', server, server)).toThrow('begin with a slash');
  });

  it('refuses an unknown method', async () => {
    const { exitCode, stderr } = await clio(['FETCH', '/v2/roles']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('GET, POST');
  });
});

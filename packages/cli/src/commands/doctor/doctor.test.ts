import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLab } from '../../../test/lab.js';
import { type RunOptions, runClio, temporaryFolder } from '../../../test/runClio.js';
import { checkNode } from './machine.js';

const { sandbox, env } = createLab();

async function doctor(options: RunOptions = {}) {
  const { exitCode, stdout } = await runClio(['doctor', '--json'], {
    env,
    fetch: sandbox.fetch,
    ...options,
  });
  const checks: { check: string; state: string; message: string; remedy: string | null }[] =
    JSON.parse(stdout);
  return { exitCode, checks: new Map(checks.map((one) => [one.check, one])) };
}

const states = ({ checks }: Awaited<ReturnType<typeof doctor>>) =>
  Object.fromEntries([...checks].map(([name, { state }]) => [name, state]));

describe('clio doctor', () => {
  it('finds all in order', async () => {
    const found = await doctor();
    expect(found.exitCode).toBe(0);
    expect(states(found)).toEqual({
      node: 'ok',
      config: 'ok',
      files: 'ok',
      proxy: 'ok',
      tls: 'ok',
      server: 'ok',
      clock: expect.stringMatching('ok|skipped'),
      token: 'ok',
      api: 'ok',
      dataset: 'ok',
      roles: 'warning',
      dvid: 'ok',
    });
    expect(found.checks.get('token')?.message).toContain('Ann <ann@lab.example>');
  });

  it('says what to do where the server does not answer, and skips what needs it', async () => {
    const found = await doctor({ fetch: undefined });
    expect(found.exitCode).toBe(7);
    expect(found.checks.get('server')).toMatchObject({ state: 'failed' });
    expect(found.checks.get('server')?.message).toContain('ECONNREFUSED');
    expect(found.checks.get('server')?.remedy).toContain('proxy');
    expect(states(found)).toMatchObject({ token: 'skipped', dataset: 'skipped', dvid: 'skipped' });
  });

  it('exits with 4 for a token that is refused, missing or expired', async () => {
    const refused = await doctor({ env: { ...env, CLIO_TOKEN: 'c'.repeat(64) } });
    expect(refused.exitCode).toBe(4);
    expect(refused.checks.get('token')).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/refused the token from environment variable CLIO_TOKEN/),
      remedy: 'Set CLIO_TOKEN to a valid token, or unset it and run "clio auth login".',
    });
    const missing = await doctor({ env: { CLIO_SERVER: sandbox.server } });
    expect(missing.exitCode).toBe(4);
    expect(missing.checks.get('token')?.remedy).toContain('clio auth login');
  });

  it('names the datasets that there are for an unknown one', async () => {
    const found = await doctor({ env: { ...env, CLIO_DATASET: 'MBX' } });
    expect(found.exitCode).toBe(3);
    expect(found.checks.get('dataset')?.message).toContain('MB, manc:v1.0');
    const none = await doctor({ env: { ...env, CLIO_DATASET: '' } });
    expect(none.checks.get('dataset')).toMatchObject({ state: 'warning' });
    expect(none.exitCode).toBe(0);
  });

  it('notices a clock that is wrong', async () => {
    const fetch = async () =>
      new Response(null, { headers: { date: 'Mon, 23 Nov 2026 12:05:00 GMT' } });
    const { checks } = await doctor({ fetch });
    expect(checks.get('clock')).toMatchObject({
      state: 'warning',
      message: "This machine's clock and the server's differ by 300 s.",
    });
  });

  it('notices files that others can read, and files that are damaged', async () => {
    const home = temporaryFolder();
    const folder = join(home, '.config', 'clio');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const tokens = join(folder, 'tokens.json');
    writeFileSync(tokens, '{"version": 1, "servers": {}}');
    chmodSync(tokens, 0o644);
    const open = await doctor({ home });
    expect(open.checks.get('files')).toMatchObject({ state: 'warning' });
    expect(open.checks.get('files')?.remedy).toContain(tokens);
    writeFileSync(tokens, '{');
    const damaged = await doctor({ home });
    expect(damaged.checks.get('files')).toMatchObject({ state: 'failed' });
    expect(damaged.checks.get('files')?.message).toContain(tokens);
    expect(damaged.checks.get('files')?.remedy).toContain('mv ');
  });

  it('says what to do about settings that cannot be used, and asks no server then', async () => {
    const home = temporaryFolder();
    const path = join(home, '.cliorc.json');
    for (const text of ['{', '{"pager": "rm"}', '{"dataset": 5}']) {
      writeFileSync(path, text);
      const found = await doctor({ home });
      expect(found.exitCode).toBe(3);
      expect(found.checks.get('config')).toMatchObject({
        state: 'failed',
        message: expect.stringContaining(path),
        remedy: 'Correct the file, or move it away.',
      });
      const failed = Object.entries(states(found)).filter(([, state]) => state === 'failed');
      expect(failed).toEqual([['config', 'failed']]);
    }
  });

  it('notices a folder in which nothing can be kept', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, '.local'), 'a file');
    const { checks, exitCode } = await doctor({ home });
    expect(exitCode).toBe(0);
    expect(checks.get('files')).toMatchObject({
      state: 'warning',
      message: expect.stringContaining(join(home, '.local', 'state', 'clio')),
      remedy: expect.stringContaining('CLIO_STATE_DIR'),
    });
  });

  it.each([
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'tls',
      /not trusted \(DEPTH_ZERO/,
      /NODE_EXTRA_CA_CERTS/,
      { server: 'skipped' },
    ],
    ['ENOTFOUND', 'server', /ENOTFOUND/, /cannot be resolved/, { tls: 'skipped' }],
    ['proxy', 'server', /the proxy refused/, /HTTPS_PROXY/, { tls: 'skipped' }],
  ])('tells %s apart', async (code, name, message, remedy, others) => {
    const cause =
      code === 'proxy'
        ? new Error('the proxy refused the connection: 403 No')
        : Object.assign(new Error('no'), { code });
    const found = await doctor({
      fetch: async () => {
        throw new TypeError('fetch failed', { cause });
      },
    });
    expect(found.exitCode).toBe(7);
    expect(found.checks.get(name)).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(remedy),
    });
    expect(states(found)).toMatchObject(others);
  });

  it('tells a proxy that wants a password from the server', async () => {
    const found = await doctor({ fetch: async () => new Response(null, { status: 407 }) });
    expect(found.exitCode).toBe(7);
    expect(found.checks.get('server')).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('proxy'),
      remedy: expect.stringContaining('NAME:PASSWORD@'),
    });
  });

  it('warns of a connection that others can read', async () => {
    const found = await doctor({ env: { ...env, CLIO_SERVER: 'http://clio.example.org' } });
    expect(found.checks.get('tls')).toMatchObject({ state: 'warning' });
    const near = await doctor({ env: { ...env, CLIO_SERVER: 'http://127.0.0.1:7310' } });
    expect(near.checks.get('tls')).toMatchObject({ state: 'ok' });
  });

  it('never says only to look at the message', async () => {
    const cases: Record<string, string>[] = [
      { CLIO_TOKEN: 'two words' },
      { CLIO_TOKEN: 'c'.repeat(64) },
      { CLIO_DATASET: 'MBX' },
      { CLIO_DATASET: 'OL' },
    ];
    for (const more of cases) {
      const { checks } = await doctor({ env: { ...env, ...more } });
      const failed = [...checks.values()].filter(({ state }) => state === 'failed');
      expect(failed, JSON.stringify(more)).toHaveLength(1);
      for (const { message, remedy } of failed) {
        expect(remedy).toMatch(/[A-Z].{12,}\./);
        expect(message).not.toContain(remedy);
      }
    }
  });

  it('tells a proxy without its address, which may hold a password', async () => {
    const { checks } = await doctor({ env: { ...env, https_proxy: 'http://me:secret@proxy' } });
    expect(checks.get('proxy')?.message).toBe('HTTPS_PROXY set.');
  });

  it('is a list of signs on a terminal', async () => {
    const { stdout } = await runClio(['doctor'], {
      env: { ...env, NO_COLOR: '1' },
      fetch: sandbox.fetch,
      terminal: true,
    });
    expect(stdout).toMatch(/^✓ node {5}Node /);
    expect(stdout).toContain(
      '! roles    Your roles in MB: clio_general, clio_write. Terms of service wait',
    );
    expect(stdout).toContain(`Accept them on ${sandbox.dsg}/web/my-account.`);
  });
});

it.each([
  ['20.19.0', 'ok'],
  ['20.18.9', 'failed'],
  ['21.7.0', 'failed'],
  ['22.11.0', 'failed'],
  ['22.12.0', 'ok'],
  ['26.10.0', 'ok'],
])('Node %s: %s', (version, state) => {
  expect(checkNode(version).state).toBe(state);
});

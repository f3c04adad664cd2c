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
    writeFileSync(join(home, '.cliorc.json'), '{');
    expect((await doctor({ home })).checks.get('config')).toMatchObject({ state: 'failed' });
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
    expect(stdout).toContain('! roles    Terms of service wait');
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

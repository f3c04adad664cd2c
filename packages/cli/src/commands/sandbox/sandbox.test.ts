import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { labState } from '../../../test/lab.js';
import { type RunOptions, runClio, temporaryFolder } from '../../../test/runClio.js';
import { InterruptedError } from '../../errors/CliError.js';

/** Starts a sandbox, runs `use` when it is ready, and stops it as `signal` says. */
async function withSandbox(
  argv: readonly string[],
  use: (printed: string) => Promise<void> = async () => {},
  options: RunOptions & { stop?: 'SIGINT' | 'SIGTERM' } = {},
) {
  const stop = new AbortController();
  let used: Promise<void> | undefined;
  const result = await runClio(['sandbox', 'start', '--port', '0', '--dvid-port', '0', ...argv], {
    ...options,
    signal: stop.signal,
    onWrite: (stream, text) => {
      if (stream === 'stdout')
        used = use(text).finally(() => stop.abort(new InterruptedError(options.stop)));
    },
  });
  await used;
  return result;
}

function stateFile(): string {
  const path = join(temporaryFolder(), 'state.json');
  writeFileSync(path, JSON.stringify(labState));
  return path;
}

describe('clio sandbox start', () => {
  it('prints one line of addresses and tokens with --json, serves them, and ends with 0', async () => {
    for (const stop of ['SIGINT', 'SIGTERM'] as const) {
      const { exitCode, stdout, stderr } = await withSandbox(
        ['--json', '--state', stateFile()],
        async (printed) => {
          const { server, dvid, dsg, tokens } = JSON.parse(printed);
          expect(Object.keys(JSON.parse(printed))).toEqual(['server', 'dvid', 'dsg', 'tokens']);
          expect(tokens).toEqual({ ann: 'a'.repeat(64), bob: 'b'.repeat(64) });
          expect(dsg).toMatch(/^http/);
          const roles = await fetch(`${server}/v2/roles`, {
            headers: { authorization: `Bearer ${tokens.ann}` },
          });
          expect(await roles.json()).toMatchObject({ email: 'ann@lab.example' });
          expect((await fetch(`${dvid}/api/server/info`)).status).toBe(200);
        },
        { stop },
      );
      expect(exitCode).toBe(0);
      expect(stdout.split('\n')).toHaveLength(2);
      expect(stderr).toBe('');
    }
  });

  it('tells a person what to type next, with the tokens on standard output alone', async () => {
    const { stdout, stderr } = await withSandbox(['--state', stateFile()]);
    expect(stdout).toMatch(/^server {2}http:\/\/127\.0\.0\.1:\d+$/m);
    expect(stdout).toMatch(/^ {2}ann {2}a{64}$/m);
    expect(stdout).toContain(`export CLIO_TOKEN=${'a'.repeat(64)}\n  export CLIO_DATASET=MB\n`);
    expect(stderr).not.toContain('aaaa');
  });

  it('has the sample when no state is given', async () => {
    const { stdout } = await withSandbox(['--json']);
    expect(JSON.parse(stdout).tokens).toHaveProperty('annotator');
    expect((await withSandbox(['--json', '--sample'])).stdout).toContain('annotator');
  });

  it('saves its state at the end', async () => {
    const saved = join(temporaryFolder(), 'saved.json');
    const { stderr } = await withSandbox(['--json', '--state', stateFile(), '--save', saved]);
    expect(stderr).toContain(saved);
    const text = readFileSync(saved, 'utf8');
    expect(JSON.parse(text)).toMatchObject({ users: labState.users, datasets: labState.datasets });
    expect(text).toContain('720575940627329911');
    expect(text).toContain('{{dvid}}');
  });

  it('hands each flag on', async () => {
    const { exitCode } = await withSandbox(
      ['--json', '--state', stateFile(), '--legacy', '--token-lifetime', '60'],
      async (printed) => {
        const { server, tokens } = JSON.parse(printed);
        expect(tokens.ann.split('.')).toHaveLength(3);
        const answer = await fetch(`${server}/v2/server/token`, {
          method: 'POST',
          headers: { authorization: `Bearer ${tokens.ann}` },
        });
        const [, claims = ''] = ((await answer.json()) as string).split('.');
        const { iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
        expect(exp - iat).toBe(60);
      },
    );
    expect(exitCode).toBe(0);
    await withSandbox(
      ['--json', '--state', stateFile(), '--enforce-roles', '--no-ghosts'],
      async (printed) => {
        const { server, tokens } = JSON.parse(printed);
        const answer = await fetch(`${server}/v2/json-annotations/MB/neurons`, {
          method: 'POST',
          headers: { authorization: `Bearer ${tokens.bob}`, 'content-type': 'application/json' },
          body: '{"bodyid":1001,"type":"x"}',
        });
        expect([401, 403]).toContain(answer.status);
      },
    );
  });

  it.each([
    [['--state', 'a.json', '--sample'], 'exclude each other'],
    [['--state', 'missing.json'], 'missing.json cannot be read'],
    [['--token-lifetime', '60'], 'needs --legacy'],
    [['--port', 'x'], '--port takes a whole number'],
    [['--port', '70000'], 'from 0 to 65535'],
    [['--host', '0.0.0.0'], '0.0.0.0'],
  ])('refuses %j', async (argv, text) => {
    const { exitCode, stdout, stderr } = await runClio(['sandbox', 'start', ...argv]);
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toContain(text);
  });

  it('names what is wrong in a state', async () => {
    const path = join(temporaryFolder(), 'state.json');
    writeFileSync(path, '{"users": {"ann": {"token": 5}}}');
    const { exitCode, stderr } = await runClio(['sandbox', 'start', '--state', path]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('/users/ann');
  });

  it('names the file of a state that cannot be used', async () => {
    for (const [text, why] of [
      ['x', 'The state is not JSON'],
      ['[]', 'It has a fault: is a list'],
      ['{"clio":{}}', '/clio is none of'],
    ] as const) {
      const path = join(temporaryFolder(), 'mine.json');
      writeFileSync(path, text);
      const { exitCode, stderr } = await withSandbox(['--state', path]);
      expect(exitCode).toBe(3);
      expect(stderr).toContain('mine.json cannot be used');
      expect(stderr).toContain(why);
    }
  });

  it('finds out at the start that the state cannot be saved at the end', async () => {
    const path = join(temporaryFolder(), 'none', 'saved.json');
    const { exitCode, stdout, stderr } = await withSandbox(['--save', path]);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('saved.json cannot be written');
  });

  it('says so when a port is taken', async () => {
    await withSandbox(['--json', '--state', stateFile()], async (printed) => {
      const { port } = new URL(JSON.parse(printed).server);
      const { exitCode, stderr } = await runClio([
        'sandbox',
        'start',
        '--port',
        port,
        '--dvid-port',
        '0',
      ]);
      expect(exitCode).toBe(1);
      expect(stderr).toContain(port);
    });
  });
});

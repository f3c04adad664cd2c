import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox } from '@clio/sandbox';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLab, labState } from '../../../test/lab.js';
import { type RunOptions, runClio, temporaryFolder } from '../../../test/runClio.js';

const token = 'a'.repeat(64);
const wrong = 'c'.repeat(64);
const { sandbox } = createLab();
const env = { CLIO_SERVER: sandbox.server };
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const expired = `${part({ alg: 'HS256' })}.${part({ exp: 1_700_000_000 })}.x`;
let home = '';
beforeEach(() => {
  home = temporaryFolder();
});
const clio = (argv: string[], options: RunOptions = {}) =>
  runClio(argv, { home, fetch: sandbox.fetch, env, ...options });
const tokenFile = () => join(home, '.config', 'clio', 'tokens.json');

describe('clio auth login --with-token', () => {
  it('checks the token, saves it for its server, and says who it belongs to', async () => {
    const { exitCode, stdout, stderr } = await clio(['auth', 'login', '--with-token'], {
      stdin: `Bearer ${token}\n`,
    });
    expect([exitCode, stdout]).toEqual([0, '']);
    expect(stderr).toContain(`Logged in to ${sandbox.server} as Ann <ann@lab.example>.`);
    expect(stderr).toContain('  MB: clio_general, clio_write\n');
    expect(stderr).toContain(`${sandbox.dsg}/web/my-account`);
    expect(stderr).toContain('  OL: OL terms\n');
    expect(stderr).toContain('clio config set dataset ID');
    expect(stderr).not.toContain(token);
    expect(statSync(tokenFile()).mode & 0o777).toBe(0o600);
    const list = await clio(['dataset', 'list']);
    expect([list.exitCode, list.stdout.startsWith('MB\t')]).toEqual([0, true]);
  });

  it('saves nothing when the server refuses the token', async () => {
    const { exitCode, stderr } = await clio(['auth', 'login', '--with-token'], { stdin: wrong });
    expect(exitCode).toBe(4);
    expect(stderr).toContain('standard input');
    expect(stderr).not.toContain(wrong);
    expect(() => statSync(tokenFile())).toThrow();
  });

  it('saves nothing when the server cannot be asked', async () => {
    const { exitCode } = await clio(['auth', 'login', '--with-token'], {
      stdin: token,
      fetch: undefined,
    });
    expect(exitCode).toBe(7);
    expect(() => statSync(tokenFile())).toThrow();
  });

  it.each(['', '\n', 'two words'])('refuses %j', async (stdin) => {
    const { exitCode, stderr } = await clio(['auth', 'login', '--with-token'], { stdin });
    expect(exitCode).toBe(3);
    expect(stderr).not.toContain('words');
  });

  it.each([
    ['', 'there is no token on standard input'],
    [Uint8Array.of(0xff, 0xfe, 0x61, 0), 'standard input is no UTF-8 text'],
  ])('says what to do where standard input holds %j', async (stdin, what) => {
    const { exitCode, stderr } = await clio(['auth', 'login', '--with-token'], { stdin });
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`clio: ${what}\n`);
    expect(stderr).toContain('clio auth login --with-token < FILE');
  });

  it('says that a token has expired, and that nothing was saved', async () => {
    const { exitCode, stderr } = await clio(['auth', 'login', '--with-token'], { stdin: expired });
    expect(exitCode).toBe(4);
    expect(stderr).toBe(
      [
        'clio: the token from standard input expired at 2023-11-14 22:13 UTC',
        '  Nothing was saved.',
        '  Get a new token, and try again.',
        '',
      ].join('\n'),
    );
    expect(() => statSync(tokenFile())).toThrow();
  });

  it('does not read from a terminal, which would show the token', async () => {
    const { exitCode, stderr } = await clio(['auth', 'login', '--with-token'], { terminal: true });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('Run "clio auth login" to paste it unseen');
  });

  it('tells that CLIO_TOKEN goes before what was saved', async () => {
    const { stderr } = await clio(['auth', 'login', '--with-token'], {
      stdin: token,
      env: { ...env, CLIO_TOKEN: wrong },
    });
    expect(stderr).toContain('CLIO_TOKEN is set, and goes before');
  });
});

describe('clio auth login', () => {
  it('prints the page, opens it, and takes the token unseen', async () => {
    const opened: string[] = [];
    const { exitCode, stdout, stderr } = await clio(['auth', 'login'], {
      terminal: true,
      prompt: { hidden: async () => ` ${token} ` },
      openBrowser: async (url) => opened.push(url) > 0,
    });
    expect([exitCode, stdout]).toEqual([0, '']);
    expect(opened).toEqual([`${sandbox.dsg}/web/my-account`]);
    expect(stderr).toContain(opened[0]);
    expect(stderr).not.toContain(token);
    expect(readFileSync(tokenFile(), 'utf8')).toContain(token);
  });

  it('asks for no token where the server does not answer', async () => {
    const login = (server: string) =>
      clio(['auth', 'login', '--server', server], { terminal: true, fetch: undefined, prompt: {} });
    const away = await login('https://clio.example.org');
    expect(away.exitCode).toBe(7);
    expect(away.stderr).toContain('nothing answers at clio.example.org');
    const local = await login('http://127.0.0.1:7310');
    expect(local.exitCode).toBe(7);
    expect(local.stderr).toContain('clio sandbox start');
  });

  it('does not open the page when asked not to', async () => {
    const { stderr } = await clio(['auth', 'login', '--no-browser'], {
      terminal: true,
      prompt: { hidden: async () => token },
      openBrowser: async () => {
        throw new Error('opened');
      },
    });
    expect(stderr).toContain('/web/my-account');
  });

  it('asks which server, and whether to stay with it', async () => {
    const asked: string[] = [];
    const { exitCode } = await clio(['auth', 'login'], {
      env: {},
      terminal: true,
      prompt: {
        choose: async (_question, options) => options.find(({ value }) => value === 'other')!.value,
        text: async () => sandbox.server,
        hidden: async () => token,
        confirm: async (question) => asked.push(question) > 0,
      },
    });
    expect(exitCode).toBe(0);
    expect(asked[0]).toContain(`Use ${sandbox.server} from now on`);
    expect((await clio(['config', 'get', 'server'], { env: {} })).stdout).toBe(
      `${sandbox.server}\n`,
    );
  });

  it('asks the same where the server was named by a flag, and says it where it cannot ask', async () => {
    const asked: string[] = [];
    const login = ['auth', 'login', '--server', sandbox.server];
    await clio(login, {
      env: {},
      terminal: true,
      prompt: { hidden: async () => token, confirm: async (question) => asked.push(question) < 0 },
    });
    expect(asked[0]).toContain(`Use ${sandbox.server} from now on`);
    const piped = await clio([...login, '--with-token'], { env: {}, stdin: token });
    expect(piped.stderr).toContain(`clio config set server ${sandbox.server}`);
  });

  it('needs a terminal', async () => {
    const { exitCode, stderr } = await clio(['auth', 'login']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('--with-token');
  });

  it('is cancelled by an empty answer', async () => {
    const { exitCode } = await clio(['auth', 'login'], {
      terminal: true,
      prompt: { hidden: async () => '' },
    });
    expect(exitCode).toBe(2);
    expect(() => statSync(tokenFile())).toThrow();
  });

  it('takes the JWT of an older server, and says when it expires', async () => {
    const old = createSandbox({ state: labState, legacy: true, now: '2026-11-23T12:00:00Z' });
    // Its tokens are signed when it is first asked for something.
    await old.state();
    const { exitCode, stderr } = await clio(['auth', 'login', '--with-token'], {
      env: { CLIO_SERVER: old.server },
      fetch: old.fetch,
      stdin: old.tokens.ann!,
    });
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/The token expires at 20\d\d-/);
  });
});

describe('clio auth status', () => {
  const rows = async (options: RunOptions = {}) => {
    const { exitCode, stdout } = await clio(['auth', 'status', '--json'], options);
    expect(stdout).not.toContain(token);
    return { exitCode, rows: JSON.parse(stdout) };
  };

  it('shows who the token belongs to, and where it comes from', async () => {
    await clio(['auth', 'login', '--with-token'], { stdin: token });
    expect(await rows()).toEqual({
      exitCode: 0,
      rows: [
        {
          server: sandbox.server,
          active: true,
          source: `saved token for ${sandbox.server}`,
          valid: true,
          email: 'ann@lab.example',
          name: 'Ann',
          globalRoles: [],
          roles: { MB: ['clio_general', 'clio_write'], 'manc:v1.0': ['clio_general'] },
          missingTerms: [expect.objectContaining({ dataset_name: 'OL', tos_name: 'OL terms' })],
          expires: null,
          problem: null,
        },
      ],
    });
  });

  it('shows each server with a saved token, and a saved token that the environment goes before', async () => {
    await clio(['auth', 'login', '--with-token'], { stdin: token });
    const other = await rows({ env: { CLIO_SERVER: 'https://elsewhere.sandbox.invalid' } });
    expect(
      other.rows.map((row: { server: string; valid: boolean }) => [row.server, row.valid]),
    ).toEqual([
      ['https://elsewhere.sandbox.invalid', false],
      [sandbox.server, true],
    ]);
    expect(other.exitCode).toBe(0);
    const both = await rows({ env: { ...env, CLIO_TOKEN: wrong } });
    expect(
      both.rows.map((row: { source: string; valid: boolean; active: boolean }) => [
        row.source,
        row.valid,
        row.active,
      ]),
    ).toEqual([
      ['environment variable CLIO_TOKEN', false, true],
      [`saved token for ${sandbox.server}`, true, false],
    ]);
  });

  it('exits with 4 when no token is valid', async () => {
    const none = await rows();
    expect(none.exitCode).toBe(4);
    expect(none.rows[0]).toMatchObject({ valid: false, source: null });
    const refused = await rows({ env: { ...env, CLIO_TOKEN: wrong } });
    expect(refused.exitCode).toBe(4);
    expect(refused.rows[0]).toMatchObject({
      valid: false,
      source: 'environment variable CLIO_TOKEN',
    });
  });

  it('exits with 4 when the token in use is not valid, though one for another server is', async () => {
    const other = 'https://elsewhere.sandbox.invalid';
    await clio(['auth', 'login', '--with-token'], { stdin: token });
    const used = { CLIO_SERVER: other, CLIO_TOKEN: expired };
    const { exitCode, rows: found } = await rows({ env: used });
    expect(exitCode).toBe(4);
    expect(found.map((row: { valid: boolean }) => row.valid)).toEqual([false, true]);
  });

  it('says of what CLIO_TOKEN holds that it can be no token', async () => {
    const { exitCode, rows: found } = await rows({ env: { ...env, CLIO_TOKEN: 'two words' } });
    expect(exitCode).toBe(3);
    expect(found).toEqual([
      expect.objectContaining({
        valid: false,
        source: 'environment variable CLIO_TOKEN',
        problem: expect.stringMatching(/^CLIO_TOKEN is no token: it holds a blank/),
      }),
    ]);
  });

  it('shows a token that gcloud got for another server as one of gcloud', async () => {
    const saved = { token, obtainedBy: 'gcloud', email: 'ann@lab.example' };
    await clio(['config', 'set', 'server', sandbox.server]);
    writeFileSync(
      tokenFile(),
      JSON.stringify({ version: 1, servers: { [sandbox.server]: saved } }),
      { mode: 0o600 },
    );
    const { rows: found } = await rows({
      env: { CLIO_SERVER: 'https://elsewhere.sandbox.invalid' },
    });
    expect(found[1]).toMatchObject({ server: sandbox.server, source: 'gcloud', valid: true });
  });

  it('exits with 7 when no server can be asked', async () => {
    const { exitCode, rows: found } = await rows({
      env: { ...env, CLIO_TOKEN: token },
      fetch: undefined,
    });
    expect(exitCode).toBe(7);
    expect(found[0]).toMatchObject({ valid: null });
  });

  it('is a block for each server on a terminal', async () => {
    const { stdout } = await clio(['auth', 'status'], {
      env: { ...env, CLIO_TOKEN: token, NO_COLOR: '1' },
      terminal: true,
    });
    expect(stdout).toBe(
      [
        `${sandbox.server} (in use)`,
        '  token    valid, from environment variable CLIO_TOKEN',
        '  user     Ann <ann@lab.example>',
        '  roles    MB: clio_general, clio_write',
        '           manc:v1.0: clio_general',
        '  terms    OL: OL terms (wait to be accepted)',
        '  expires  the token does not say',
        '',
      ].join('\n'),
    );
  });
});

describe('clio auth token and logout', () => {
  it('print the token in use, and forget it', async () => {
    await clio(['auth', 'login', '--with-token'], { stdin: token });
    expect(await clio(['auth', 'token'])).toEqual({
      exitCode: 0,
      stdout: `${token}\n`,
      stderr: '',
    });
    const fromEnvironment = await clio(['auth', 'token'], { env: { ...env, CLIO_TOKEN: wrong } });
    expect(fromEnvironment.stdout).toBe(`${wrong}\n`);
    const { exitCode, stderr } = await clio(['auth', 'logout']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('is deleted here');
    expect((await clio(['auth', 'token'])).exitCode).toBe(4);
    expect((await clio(['auth', 'logout'])).stderr).toContain('No token was saved');
  });
});

describe('a token that is no good', () => {
  it('exits with 4, names where it comes from, and what to do', async () => {
    const cases: [Record<string, string>, string][] = [
      [{ CLIO_TOKEN: wrong }, 'environment variable CLIO_TOKEN'],
      [{}, 'CLIO_TOKEN is not set'],
    ];
    for (const [more, source] of cases) {
      const { exitCode, stdout, stderr } = await clio(['dataset', 'list'], {
        env: { ...env, ...more },
      });
      expect([exitCode, stdout]).toEqual([4, '']);
      expect(stderr).toContain(source);
      expect(stderr).toContain('clio auth login');
      expect(stderr).not.toContain(wrong);
      expect(stderr).not.toContain('    at ');
    }
  });

  it('says in three lines that there is none', async () => {
    const { stderr } = await clio(['dataset', 'list']);
    expect(stderr).toBe(
      [
        `clio: no token is saved for ${sandbox.server}`,
        '  CLIO_TOKEN is not set. gcloud is not installed.',
        '  Run "clio auth login" to log in, or set CLIO_TOKEN.',
        '',
      ].join('\n'),
    );
  });

  it('is refused without a request when it says that it has expired', async () => {
    const { exitCode, stderr } = await clio(['dataset', 'list'], {
      env: { ...env, CLIO_TOKEN: expired },
      fetch: async () => {
        throw new Error('asked');
      },
    });
    expect(exitCode).toBe(4);
    expect(stderr).toContain('expired at 2023-11-14');
    expect(stderr).toContain('clio auth login');
    expect(stderr).not.toContain(expired);
  });
});

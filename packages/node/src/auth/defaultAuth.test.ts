import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ExpiryNotice } from '@clio/auth';
import {
  CredentialUnavailableError,
  InputError,
  TimeoutError,
  TokenExpiredError,
} from '@clio/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jwt, temporaryFolder } from '../../test/folder.js';
import { gcloudAuth } from '../gcloud/gcloudAuth.js';
import { fileTokenStore } from '../tokens/fileTokenStore.js';
import { saveToken } from '../tokens/saveToken.js';
import { defaultAuth } from './defaultAuth.js';
import { environmentAuth } from './environmentAuth.js';

const root = temporaryFolder();
const later = jwt({ exp: 4_000_000_000, email: 'ada@lab.org', iss: 'flyem-clio-store' });
const past = jwt({ exp: 1_600_000_000 });

let count = 0;
let home = '';
let exchanges: (string | undefined)[] = [];
let answer: { status: number; body: unknown } = { status: 200, body: later };
let http: Server;
let server = '';

beforeAll(async () => {
  http = createServer((request, response) => {
    exchanges.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  server = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => http.close(done)));

beforeEach(() => {
  home = join(root, `home-${count++}`);
  mkdirSync(join(home, 'bin'), { recursive: true });
  exchanges = [];
  answer = { status: 200, body: later };
});

/** Puts a `gcloud` on the PATH that does this; its calls are in the file `calls`. */
function gcloud(script: string): void {
  const path = join(home, 'bin/gcloud');
  writeFileSync(path, `#!/bin/sh\necho "$*" >> "${join(home, 'calls')}"\n${script}\n`);
  chmodSync(path, 0o755);
}

const calls = (): string => readFileSync(join(home, 'calls'), 'utf8');
/** Only our own folder, so that no real gcloud is found; `sh` is named in full by the script. */
const env = (more: object = {}) => ({
  PATH: join(home, 'bin'),
  CLIO_CONFIG_DIR: join(home, 'config'),
  ...more,
});

describe('environmentAuth', () => {
  it('reads CLIO_TOKEN at each call', async () => {
    const variables: Record<string, string> = { CLIO_TOKEN: '' };
    const auth = environmentAuth(variables);
    await expect(auth({ server })).rejects.toThrow(CredentialUnavailableError);
    variables.CLIO_TOKEN = ' abc\n';
    expect(await auth({ server })).toMatchObject({
      token: 'abc',
      source: 'environment variable CLIO_TOKEN',
    });
    variables.CLIO_TOKEN = 'a b';
    await expect(auth({ server })).rejects.toThrow(InputError);
    variables.CLIO_TOKEN = past;
    await expect(auth({ server })).rejects.toThrow(
      'The token in use (environment variable CLIO_TOKEN) expired at 2020-09-13 12:26 UTC. Set CLIO_TOKEN to a new token, or unset it',
    );
  });
});

describe('defaultAuth', () => {
  it('takes the environment, then the saved token, then gcloud', async () => {
    gcloud('echo google-id');
    await saveToken(server, 'saved', { env: env() });
    const token = async (variables: object) => {
      const credential = await defaultAuth({ env: env(variables) })({ server });
      return credential.kind === 'bearer' && [credential.token, credential.source];
    };
    expect(await token({ CLIO_TOKEN: 'given' })).toEqual([
      'given',
      'environment variable CLIO_TOKEN',
    ]);
    expect(await token({ CLIO_TOKEN: '' })).toEqual(['saved', `saved token for ${server}`]);
    await fileTokenStore({ folder: join(home, 'config') }).clear(server);
    expect(exchanges).toEqual([]);
    expect(await token({})).toEqual([later, 'gcloud']);
    expect(exchanges).toEqual(['POST /v2/server/token Bearer google-id']);
    expect(calls()).toBe('auth print-identity-token\n');
  });

  it('keeps what gcloud brought in the token file, and exchanges no more than it must', async () => {
    gcloud('echo google-id');
    for (let run = 0; run < 3; run++) {
      const credential = await defaultAuth({ env: env() })({ server });
      expect(credential).toMatchObject({ token: later, source: 'gcloud', email: 'ada@lab.org' });
    }
    expect(exchanges).toHaveLength(1);
    expect(calls().split('\n')).toHaveLength(2);
  });

  it('names all places where there is no token', async () => {
    const error = await defaultAuth({ env: env() })({ server }).catch((cause) => cause);
    expect(error).toBeInstanceOf(CredentialUnavailableError);
    expect(error.message).toBe(
      `CLIO_TOKEN is not set. No token is saved for ${server}. gcloud is not installed. Run \`clio auth login\`, or set CLIO_TOKEN.`,
    );
  });

  it('stops at a token that has expired, although another follows', async () => {
    gcloud('echo google-id');
    await saveToken(server, 'saved', { env: env() });
    await expect(defaultAuth({ env: env({ CLIO_TOKEN: past }) })({ server })).rejects.toThrow(
      TokenExpiredError,
    );
    await saveToken(server, past, { env: env() });
    await expect(defaultAuth({ env: env() })({ server })).rejects.toThrow(
      `The token in use (saved token for ${server}) expired at 2020-09-13 12:26 UTC. Run \`clio auth login\``,
    );
    expect(exchanges).toEqual([]);
  });

  it('stops at a damaged token file', async () => {
    mkdirSync(join(home, 'config'));
    writeFileSync(join(home, 'config/tokens.json'), '{');
    gcloud('echo google-id');
    await expect(defaultAuth({ env: env() })({ server })).rejects.toThrow(InputError);
    expect(exchanges).toEqual([]);
  });

  it('finds a newer saved token after a refusal, and never changes the source', async () => {
    gcloud('echo google-id');
    const store = fileTokenStore({ folder: join(home, 'config') });
    await store.save(server, { token: 'one' });
    const auth = defaultAuth({ env: env() });
    const rejected = await auth({ server });
    expect(await auth({ server, rejected })).toMatchObject({ token: 'one' });
    await store.save(server, { token: 'two' });
    expect(await auth({ server })).toMatchObject({ token: 'one' });
    const renewed = await auth({ server, rejected });
    expect(renewed).toMatchObject({ token: 'two' });
    await store.clear(server);
    await expect(auth({ server, rejected: renewed })).rejects.toThrow('No token is saved for');
    expect(exchanges).toEqual([]);
  });

  it('gives each server its own saved token, and only the named server any', async () => {
    await saveToken(server, 'one', { env: env() });
    await saveToken('https://other.org', 'two', { env: env() });
    const auth = defaultAuth({ env: env() });
    expect(await auth({ server })).toMatchObject({ token: 'one' });
    expect(await auth({ server: 'https://other.org' })).toMatchObject({ token: 'two' });
    const only = defaultAuth({ env: env({ CLIO_TOKEN: 'abc' }), server: `${server}/` });
    expect(await only({ server })).toMatchObject({ token: 'abc' });
    await expect(only({ server: 'https://other.org' })).rejects.toThrow(
      `The credential is for ${server}, and https://other.org was asked.`,
    );
  });

  it('looks only where it is told to', async () => {
    gcloud('echo google-id');
    const saved = defaultAuth({ env: env({ CLIO_TOKEN: 'abc' }), sources: ['saved'] });
    await expect(saved({ server })).rejects.toThrow(`No token is saved for ${server}. Run`);
    const order = defaultAuth({
      env: env({ CLIO_TOKEN: 'abc' }),
      sources: ['gcloud', 'environment'],
    });
    expect(await order({ server })).toMatchObject({ token: 'abc' });
    expect(exchanges).toEqual([]);
  });

  it('says before it happens that the token runs out', async () => {
    const notices: ExpiryNotice[] = [];
    let time = new Date(4_000_000_000_000 - 48 * 3_600_000);
    const auth = defaultAuth({
      env: env({ CLIO_TOKEN: later }),
      now: () => time,
      onExpiresSoon: (notice) => notices.push(notice),
    });
    await auth({ server });
    expect(notices).toEqual([]);
    time = new Date(4_000_000_000_000 - 3_600_000);
    await auth({ server });
    await auth({ server });
    expect(notices.map(({ message }) => message)).toEqual([
      'The token in use (environment variable CLIO_TOKEN) expires in 60 minutes, at 2096-10-02 07:06 UTC. Run `clio auth login`, or set CLIO_TOKEN.',
    ]);
    time = new Date(4_000_000_000_000);
    await expect(auth({ server })).rejects.toThrow(TokenExpiredError);
  });
});

describe('gcloudAuth', () => {
  const message = async (options = {}): Promise<string> => {
    const error = await gcloudAuth({ env: env(), ...options })({ server }).catch((cause) => cause);
    expect(error).toBeInstanceOf(CredentialUnavailableError);
    return error.message;
  };

  it('says in one sentence that the server does not accept Google tokens', async () => {
    gcloud('echo google-id');
    answer = { status: 401, body: { detail: 'Invalid or expired token.' } };
    expect(await message()).toBe(
      `${server} does not accept Google identity tokens (status 401). Log in with \`clio auth login\`, which takes a token from the web page, or set CLIO_TOKEN.`,
    );
    expect(exchanges).toEqual(['POST /v2/server/token Bearer google-id']);
    await expect(defaultAuth({ env: env() })({ server })).rejects.toThrow(
      'does not accept Google identity tokens (status 401). Run `clio auth login`, or set CLIO_TOKEN.',
    );
  });

  it.each([
    [
      'is logged out',
      'echo "ERROR: (gcloud.auth.print-identity-token) secret" >&2; exit 1',
      'gcloud is not logged in to Google. Run `gcloud auth login`, or',
    ],
    ['prints nothing', 'exit 0', 'gcloud printed no identity token. Run `gcloud auth login`, or'],
  ])('says when gcloud %s', async (_, script, start) => {
    gcloud(script);
    const text = await message();
    expect(text.startsWith(start)).toBe(true);
    expect(text).not.toContain('secret');
    expect(exchanges).toEqual([]);
  });

  it('says when gcloud is not there, or cannot be run', async () => {
    expect(await message()).toMatch(/^gcloud is not installed\. Install it/);
  });

  it('gives up on a gcloud that hangs', async () => {
    gcloud('exec /bin/sleep 60');
    expect(await message({ gcloudTimeout: 100 })).toMatch(
      /^gcloud did not print an identity token within 0\.1 s\./,
    );
  });

  it('can be aborted', async () => {
    gcloud('exec /bin/sleep 60');
    const control = new AbortController();
    const asking = gcloudAuth({ env: env() })({ server, signal: control.signal });
    control.abort(new Error('enough'));
    await expect(asking).rejects.toThrow('enough');
  });

  it('takes any runner, and passes on what fails in the exchange', async () => {
    const run = async () => ({ end: 'done' as const, output: 'google-id\n', complaint: '' });
    expect(await gcloudAuth({ run })({ server })).toMatchObject({ token: later, source: 'gcloud' });
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    await expect(gcloudAuth({ run, fetch: silent, timeout: 1 })({ server })).rejects.toThrow(
      TimeoutError,
    );
  });
});

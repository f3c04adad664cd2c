import { execFile } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InputError } from '@clio/core';
import { describe, expect, it } from 'vitest';
import { bundle } from '../../test/bundle.js';
import { jwt, temporaryFolder } from '../../test/folder.js';
import { fileTokenStore } from './fileTokenStore.js';
import { saveToken } from './saveToken.js';

const root = temporaryFolder();
let count = 0;
const newFolder = (): string => join(root, `folder-${count++}`);
const mode = (path: string): string => (statSync(path).mode & 0o7777).toString(8);
const server = 'https://clio.example.org';

describe('fileTokenStore', () => {
  it('keeps tokens by the origin of the server', async () => {
    const store = fileTokenStore({ folder: newFolder() });
    expect(await store.load(server)).toBeUndefined();
    expect(await store.servers()).toEqual([]);
    await store.clear(server);
    const token = {
      token: 'one',
      email: 'a@b.c',
      expiresAt: new Date('2026-12-01T00:00:00Z'),
      savedAt: new Date('2026-11-01T00:00:00Z'),
      obtainedBy: 'gcloud',
    };
    await store.save(`${server}/api/`, token);
    await store.save('http://127.0.0.1:8000', { token: 'two' });
    expect(await store.load('https://CLIO.example.org')).toEqual(token);
    expect(await store.load('http://127.0.0.1:8000')).toMatchObject({
      token: 'two',
      email: undefined,
    });
    expect(await store.load('http://127.0.0.1:8001')).toBeUndefined();
    expect(await store.servers()).toEqual(['http://127.0.0.1:8000', server]);
    await store.clear(server);
    expect(await store.servers()).toEqual(['http://127.0.0.1:8000']);
    const content = JSON.parse(readFileSync(store.path, 'utf8'));
    expect(content).toEqual({ version: 1, servers: { 'http://127.0.0.1:8000': { token: 'two' } } });
  });

  it('makes the folder 0700 and the file 0600, and leaves nothing else there', async () => {
    const folder = newFolder();
    const store = fileTokenStore({ folder });
    await store.save(server, { token: 'one' });
    expect([mode(folder), mode(store.path)]).toEqual(['700', '600']);
    expect(readdirSync(folder)).toEqual(['tokens.json']);
  });

  it('closes a folder and a file that are open to others', async () => {
    const folder = newFolder();
    const store = fileTokenStore({ folder });
    await store.save(server, { token: 'one' });
    chmodSync(store.path, 0o644);
    expect(await store.load(server)).toMatchObject({ token: 'one' });
    expect(mode(store.path)).toBe('600');
    chmodSync(folder, 0o755);
    chmodSync(store.path, 0o666);
    await store.save(server, { token: 'two' });
    expect([mode(folder), mode(store.path)]).toEqual(['700', '600']);
  });

  it('leaves a folder that is shared on purpose as it is', async () => {
    const folder = newFolder();
    mkdirSync(folder);
    chmodSync(folder, 0o1777);
    const store = fileTokenStore({ folder });
    await store.save(server, { token: 'one' });
    expect([mode(folder), mode(store.path)]).toEqual(['1777', '600']);
  });

  it('writes through a link', async () => {
    const folder = newFolder();
    const store = fileTokenStore({ folder });
    await store.save(server, { token: 'one' });
    const path = join(folder, 'link.json');
    symlinkSync(store.path, path);
    await fileTokenStore({ path }).save('https://b.org', { token: 'two' });
    expect(await store.servers()).toEqual(['https://b.org', server]);
  });

  it.each([
    [
      'is damaged (it is no JSON document)',
      '{"version": 1, "servers": {"https://a.org": {"token": "se',
    ],
    ['is damaged (it holds no JSON object)', '[]'],
    ['has a form that this version of Clio does not know', '{"version": 2, "servers": {}}'],
    ['is damaged (its servers are no object)', '{"version": 1, "servers": []}'],
    [
      'is damaged (its entry for https://a.org is no token)',
      '{"version": 1, "servers": {"https://a.org": {"token": 5}}}',
    ],
    [
      'is damaged (its entry for https://a.org is no token)',
      '{"version": 1, "servers": {"https://a.org": {"token": "secret", "expiresAt": "soon"}}}',
    ],
    [
      'is damaged (its entry for https://a.org is no token)',
      '{"version": 1, "servers": {"https://a.org": {"token": "secret", "email": 1}}}',
    ],
    ['is damaged (it is no JSON document)', ''],
  ])('reports a file that %s, and keeps it', async (problem, content) => {
    const folder = newFolder();
    mkdirSync(folder);
    const path = join(folder, 'tokens.json');
    writeFileSync(path, content, { mode: 0o600 });
    const store = fileTokenStore({ path });
    for (const call of [
      () => store.load(server),
      () => store.servers(),
      () => store.save(server, { token: 'one' }),
      () => store.clear(server),
    ]) {
      const error = await call().then(
        () => undefined,
        (cause) => cause,
      );
      expect(error).toBeInstanceOf(InputError);
      expect(error.message).toContain(`The token file ${path} ${problem}; nothing was changed.`);
      expect(error.message).toContain('clio auth login');
      expect(error.message).not.toMatch(/secret|"se/);
      expect(error.place).toEqual({ source: path });
    }
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(readdirSync(folder)).toEqual(['tokens.json']);
  });

  it('says when the folder cannot be made', async () => {
    const folder = newFolder();
    writeFileSync(folder, 'a file');
    const error = await fileTokenStore({ folder: join(folder, 'x') })
      .save(server, { token: 'one' })
      .catch((cause) => cause);
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toContain('cannot be written');
  });

  it('loses nothing when several processes save at once', async () => {
    const folder = newFolder();
    mkdirSync(folder);
    const program = await bundle(
      `import { fileTokenStore } from './tokens/fileTokenStore.js';
       const [folder, name] = process.argv.slice(2);
       const store = fileTokenStore({ folder });
       (async () => {
         for (let i = 0; i < 15; i++) await store.save(\`https://\${name}-\${i}.org\`, { token: \`\${name}\${i}\` });
         if (name === 'a') await store.clear('https://a-0.org');
       })().catch((error) => { console.error(error); process.exit(1); });`,
      root,
    );
    const run = promisify(execFile);
    await Promise.all(
      ['a', 'b', 'c'].map((name) => run(process.execPath, [program, folder, name])),
    );
    const store = fileTokenStore({ folder });
    const servers = await store.servers();
    expect(servers).toHaveLength(44);
    expect(await store.load('https://b-14.org')).toMatchObject({ token: 'b14' });
    expect(readdirSync(folder)).toEqual(['tokens.json']);
  });

  it('takes over the lock of a process that was killed', async () => {
    const folder = newFolder();
    const store = fileTokenStore({ folder });
    await store.save(server, { token: 'one' });
    mkdirSync(`${store.path}.lock`);
    const { utimesSync } = await import('node:fs');
    const before = new Date(Date.now() - 60_000);
    utimesSync(`${store.path}.lock`, before, before);
    await store.save(server, { token: 'two' });
    expect(await store.load(server)).toMatchObject({ token: 'two' });
  });
});

describe('saveToken', () => {
  it('saves what a person pasted, with what it says about itself', async () => {
    const folder = newFolder();
    const token = jwt({ exp: 1_800_000_000, email: 'a@b.c', iss: 'x' });
    const now = () => new Date('2026-11-23T00:00:00Z');
    const report = await saveToken(`${server}/`, ` Bearer "${token}"\n`, { folder, now });
    const expiresAt = new Date(1_800_000_000_000);
    expect(report).toEqual({
      kind: 'jwt',
      expiresAt,
      email: 'a@b.c',
      issuer: 'x',
      server,
      path: join(folder, 'tokens.json'),
    });
    expect(await fileTokenStore({ folder }).load(server)).toEqual({
      token,
      email: 'a@b.c',
      expiresAt,
      savedAt: now(),
      obtainedBy: undefined,
    });
  });

  it('finds the folder in the environment', async () => {
    const folder = newFolder();
    const env = { CLIO_CONFIG_DIR: folder };
    const { path, email } = await saveToken(server, 'abc', { env, email: 'd@e.f' });
    expect([path, email]).toEqual([join(folder, 'tokens.json'), 'd@e.f']);
  });

  it('refuses what can be no token or server', async () => {
    await expect(saveToken('clio', 'abc', { folder: newFolder() })).rejects.toThrow(InputError);
    await expect(saveToken(server, ' ', { folder: newFolder() })).rejects.toThrow(InputError);
  });
});

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { cacheFolder, configFolder, stateFolder } from './folders.js';
import { readEnvironment } from './readEnvironment.js';

it('reads server, dataset and token; an empty variable counts as not set', () => {
  expect(
    readEnvironment({ CLIO_SERVER: 'https://a.org', CLIO_DATASET: ' VNC ', CLIO_TOKEN: 'abc\n' }),
  ).toEqual({ server: 'https://a.org', dataset: 'VNC', token: 'abc' });
  expect(readEnvironment({ CLIO_SERVER: '', CLIO_DATASET: '  ' })).toEqual({
    server: undefined,
    dataset: undefined,
    token: undefined,
  });
});

it.each([
  [configFolder, 'CLIO_CONFIG_DIR', 'XDG_CONFIG_HOME', '.config'],
  [stateFolder, 'CLIO_STATE_DIR', 'XDG_STATE_HOME', '.local/state'],
  [cacheFolder, 'CLIO_CACHE_DIR', 'XDG_CACHE_HOME', '.cache'],
])('%o', (folder, own, xdg, home) => {
  const HOME = resolve('/home/ada');
  expect(folder({ HOME, [own]: '/a', [xdg]: '/b' })).toBe(resolve('/a'));
  expect(folder({ HOME, [own]: 'a' })).toBe(resolve('a'));
  expect(folder({ HOME, [own]: '', [xdg]: '/b' })).toBe(join('/b', 'clio'));
  expect(folder({ HOME, [xdg]: 'relative' })).toBe(join(HOME, home, 'clio'));
  expect(folder({ HOME, [xdg]: '' })).toBe(join(HOME, home, 'clio'));
  expect(folder({})).toBe(join(homedir(), home, 'clio'));
});

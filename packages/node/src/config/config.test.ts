import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '@clio/core';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/folder.js';
import { readConfig, readFolderConfig, updateConfig, updateFolderConfig } from './config.js';
import { resolveSettings } from './resolveSettings.js';
import { type Config, parseSetting } from './settings.js';

const root = temporaryFolder();
let count = 0;
const newFolder = (files: Record<string, unknown> = {}): string => {
  const folder = join(root, `folder-${count++}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(
      join(folder, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  return folder;
};

describe('the saved configuration', () => {
  it('is empty where there is none', async () => {
    const folder = join(newFolder(), 'none');
    expect(await readConfig({ folder })).toEqual({ path: join(folder, 'config.json'), config: {} });
    expect(await readConfig({ env: { CLIO_CONFIG_DIR: folder } })).toMatchObject({ config: {} });
  });

  it('is changed a setting at a time', async () => {
    const folder = join(newFolder(), 'new');
    await updateConfig((config) => ({ ...config, dataset: 'VNC' }), { folder });
    await updateConfig(
      (config) => ({ ...config, server: 'https://a.org/', aliases: { mine: 'field list' } }),
      { folder },
    );
    const { path, config } = await updateConfig((each) => ({ ...each, dataset: undefined }), {
      folder,
    });
    expect(config).toEqual({ server: 'https://a.org', aliases: { mine: 'field list' } });
    expect(await readConfig({ folder })).toEqual({ path, config });
    expect(readdirSync(folder)).toEqual(['config.json']);
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  });

  it('keeps the changes of all who change it at once', async () => {
    const folder = newFolder();
    await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        updateConfig((config) => ({ ...config, aliases: { ...config.aliases, [`a${at}`]: 'x' } }), {
          folder,
        }),
      ),
    );
    expect(Object.keys((await readConfig({ folder })).config.aliases ?? {})).toHaveLength(8);
  });

  it.each([
    [
      '{"dataset": "VNC",\n}',
      /config\.json, line 2, column 1: a name in double quotes is missing before "}"/,
    ],
    ['[]', /config\.json must hold a JSON object/],
    [
      '{"datset": "VNC"}',
      /config\.json: there is no setting "datset" here\. It may hold: server, dataset, pager, color, updateNotice, aliases\./,
    ],
    ['{"dataset": 5}', /config\.json: dataset is 5; it must be the id of a dataset/],
    ['{"dataset": " "}', /dataset is " "; it must be/],
    ['{"server": "clio.org"}', /server is "clio\.org"; it must be an address/],
    ['{"color": "red"}', /color is "red"; it must be "auto", "always" or "never"/],
    ['{"updateNotice": "maybe"}', /must be true or false/],
    ['{"aliases": ["x"]}', /aliases must be an object of texts/],
    ['{"aliases": {"a": 1}}', /aliases must be an object of texts/],
    ['{"token": "x"}', /there is no setting "token" here/],
  ])('is refused, and left as it is: %s', async (content, message) => {
    const folder = newFolder({ 'config.json': content });
    const error = await readConfig({ folder }).catch((cause) => cause);
    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toMatch(message);
    expect(error.place.source).toBe(join(folder, 'config.json'));
    await expect(updateConfig((config) => config, { folder })).rejects.toThrow(error.message);
    expect(readFileSync(join(folder, 'config.json'), 'utf8')).toBe(content);
  });

  it('is not changed to something wrong', async () => {
    const folder = newFolder({ 'config.json': { dataset: 'VNC' } });
    await expect(updateConfig(() => ({ dataset: '' }), { folder })).rejects.toThrow(InputError);
    expect((await readConfig({ folder })).config).toEqual({ dataset: 'VNC' });
  });

  it('may name its schema, and have a byte order mark', async () => {
    const folder = newFolder({ 'config.json': '\ufeff{"$schema": "x", "dataset": "VNC"}' });
    expect((await readConfig({ folder })).config).toEqual({ dataset: 'VNC' });
  });
});

describe('the configuration of a folder', () => {
  it('is the nearest above', async () => {
    const folder = newFolder({
      '.cliorc.json': { dataset: 'CNS', server: 'https://a.org' },
      'a/.cliorc.json': { dataset: 'VNC' },
      'a/b/c/x': '',
      'd/x': '',
    });
    expect(await readFolderConfig(join(folder, 'a/b/c'))).toEqual({
      path: join(folder, 'a/.cliorc.json'),
      config: { dataset: 'VNC' },
    });
    expect((await readFolderConfig(join(folder, 'd')))?.config.dataset).toBe('CNS');
    expect((await readFolderConfig(join(folder, 'nowhere/at/all')))?.config.dataset).toBe('CNS');
  });

  it('sets no program to run', async () => {
    const folder = newFolder({ '.cliorc.json': { pager: 'rm' } });
    await expect(readFolderConfig(folder)).rejects.toThrow(
      'no setting "pager" here. It may hold: server, dataset.',
    );
  });
});

describe('updateFolderConfig', () => {
  it('makes the file, keeps what else is in it, and takes it away with its last setting', async () => {
    const folder = newFolder({ x: '' });
    chmodSync(folder, 0o755);
    const path = join(folder, '.cliorc.json');
    const made = await updateFolderConfig((config) => ({ ...config, dataset: 'VNC' }), folder);
    expect(made).toEqual({ path, config: { dataset: 'VNC' } });
    expect(readFileSync(path, 'utf8')).toBe('{\n  "dataset": "VNC"\n}\n');
    // It is the person's folder, which others may look into.
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    writeFileSync(path, '{"$schema": "x", "dataset": "VNC"}');
    chmodSync(path, 0o640);
    await updateFolderConfig((config) => ({ ...config, server: 'https://a.org' }), folder);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      $schema: 'x',
      dataset: 'VNC',
      server: 'https://a.org',
    });
    expect(statSync(path).mode & 0o777).toBe(0o640);
    await updateFolderConfig(() => ({}), folder);
    expect(readdirSync(folder)).toEqual(['x']);
    await updateFolderConfig(() => ({}), folder);
    expect(readdirSync(folder)).toEqual(['x']);
  });

  it('refuses what a folder may not set, and leaves a damaged file alone', async () => {
    const folder = newFolder({ '.cliorc.json': '{' });
    const change = (config: Config) => updateFolderConfig(() => config, folder);
    await expect(change({ dataset: 'VNC' })).rejects.toThrow(InputError);
    expect(readFileSync(join(folder, '.cliorc.json'), 'utf8')).toBe('{');
    const other = newFolder({});
    await expect(updateFolderConfig(() => ({ pager: 'rm' }), other)).rejects.toThrow(
      'no setting "pager" here. It may hold: server, dataset.',
    );
    expect(readdirSync(other)).toEqual([]);
  });
});

describe('resolveSettings', () => {
  it('takes flags, environment, folder, saved configuration and default in this order', async () => {
    const cwd = newFolder({ '.cliorc.json': { dataset: 'by-folder' } });
    const empty = newFolder();
    const folder = newFolder({
      'config.json': { dataset: 'saved', server: 'https://saved.org', color: 'never' },
    });
    const at = async (flags: object, env: object, from = cwd, saved = folder) => {
      const { dataset } = await resolveSettings({
        flags,
        env: { ...env },
        cwd: from,
        folder: saved,
      });
      return [dataset.value, dataset.origin, dataset.where];
    };
    const env = { CLIO_DATASET: 'by-env' };
    expect(await at({ dataset: 'flagged' }, env)).toEqual(['flagged', 'flag', 'flag --dataset']);
    expect(await at({ dataset: undefined }, env)).toEqual([
      'by-env',
      'environment',
      'environment variable CLIO_DATASET',
    ]);
    expect(await at({}, { CLIO_DATASET: '' })).toEqual([
      'by-folder',
      'folder',
      join(cwd, '.cliorc.json'),
    ]);
    expect(await at({}, {}, empty)).toEqual(['saved', 'saved', join(folder, 'config.json')]);
    expect(await at({}, {}, empty, empty)).toEqual([undefined, 'default', 'default']);
    const { server, color, updateNotice, pager } = await resolveSettings({
      env: { CLIO_PAGER: 'less' },
      cwd,
      folder,
    });
    expect([server.value, color.value, updateNotice.value, pager.value]).toEqual([
      'https://saved.org',
      'never',
      true,
      'less',
    ]);
  });

  it('knows the default server', async () => {
    const folder = newFolder();
    const { server } = await resolveSettings({ env: {}, cwd: folder, folder });
    expect(server).toMatchObject({
      origin: 'default',
      value: expect.stringMatching(/^https:\/\//),
    });
  });

  it('names where a wrong value was given', async () => {
    const folder = newFolder();
    const options = { cwd: folder, folder, env: {} };
    await expect(resolveSettings({ ...options, flags: { server: 'x' } })).rejects.toThrow(
      'flag --server: server is "x"; it must be an address such as https://clio.example.org.',
    );
    await expect(resolveSettings({ ...options, flags: { dataset: '' } })).rejects.toThrow(
      'flag --dataset',
    );
    await expect(resolveSettings({ ...options, env: { CLIO_SERVER: 'ftp://a' } })).rejects.toThrow(
      'environment variable CLIO_SERVER',
    );
    await expect(resolveSettings({ ...options, flags: { updateNotice: 'x' } })).rejects.toThrow(
      'flag --update-notice',
    );
  });

  it('parses what a person writes', () => {
    expect(parseSetting('updateNotice', 'false')).toBe(false);
    expect(parseSetting('color', 'auto')).toBe('auto');
  });
});

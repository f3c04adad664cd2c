import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLab } from '../../../test/lab.js';
import { type RunOptions, runClio, temporaryFolder } from '../../../test/runClio.js';

describe('clio config', () => {
  it('saves, prints, lists and takes away a setting', async () => {
    const home = temporaryFolder();
    const clio = (...argv: string[]) => runClio(argv, { home });
    const path = join(home, '.config', 'clio', 'config.json');
    const set = await clio('config', 'set', 'dataset', 'manc:v1.0');
    expect(set).toEqual({ exitCode: 0, stdout: '', stderr: `Saved in ${path}.\n` });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ dataset: 'manc:v1.0' });
    expect((await clio('config', 'get', 'dataset')).stdout).toBe('manc:v1.0\n');
    const list = await clio('config', 'list', '--show-origin');
    expect(list.stdout).toContain(`dataset\tmanc:v1.0\t${path}\n`);
    expect(list.stdout).toMatch(/^server\thttps:.*\tdefault$/m);
    expect((await clio('config', 'list')).stdout).not.toContain('default');
    await clio('config', 'unset', 'dataset');
    const { exitCode, stdout, stderr } = await clio('config', 'get', 'dataset');
    expect([exitCode, stdout, stderr]).toEqual([1, '', 'dataset is not set.\n']);
  });

  it('says of a dataset that the server does not know, and saves it all the same', async () => {
    const { sandbox, env } = createLab();
    const home = temporaryFolder();
    const set = (id: string, more: RunOptions = {}) =>
      runClio(['config', 'set', 'dataset', id], { home, env, fetch: sandbox.fetch, ...more });
    const wrong = await set('mb');
    expect(wrong.exitCode).toBe(0);
    expect(wrong.stderr).toContain(
      `Note that ${sandbox.server} has no dataset "mb" that this token can see: MB, manc:v1.0`,
    );
    expect(wrong.stderr).toContain('Did you mean "MB"?');
    expect(readFileSync(join(home, '.config', 'clio', 'config.json'), 'utf8')).toContain('"mb"');
    const silent = { exitCode: 0, stdout: '', stderr: expect.not.stringContaining('no dataset') };
    expect(await set('MB')).toEqual(silent);
    // Without an answer or without a token there is nothing to say.
    expect(await set('mb', { fetch: undefined })).toEqual(silent);
    const asked = async () => {
      throw new Error('asked');
    };
    expect(await set('mb', { env: { CLIO_SERVER: sandbox.server }, fetch: asked })).toEqual(silent);
  });

  it('goes flag, environment, folder, saved', async () => {
    const home = temporaryFolder();
    const cwd = join(home, 'project', 'deep');
    mkdirSync(cwd, { recursive: true });
    await runClio(['config', 'set', 'dataset', 'saved'], { home });
    const get = async (argv: string[], env: Record<string, string>) =>
      (await runClio([...argv, 'config', 'list', '--show-origin', '--json'], { home, cwd, env }))
        .stdout;
    const dataset = async (argv: string[], env: Record<string, string>) =>
      JSON.parse(await get(argv, env)).find((row: { name: string }) => row.name === 'dataset');
    expect(await dataset([], {})).toMatchObject({ value: 'saved' });
    const folder = join(home, 'project', '.cliorc.json');
    writeFileSync(folder, '{"dataset": "folder"}');
    expect(await dataset([], {})).toEqual({ name: 'dataset', value: 'folder', origin: folder });
    const env = { CLIO_DATASET: 'environment' };
    expect(await dataset([], { CLIO_DATASET: '' })).toMatchObject({ value: 'folder' });
    expect(await dataset([], env)).toEqual({
      name: 'dataset',
      value: 'environment',
      origin: 'environment variable CLIO_DATASET',
    });
    expect(await dataset(['--dataset', 'flag'], env)).toEqual({
      name: 'dataset',
      value: 'flag',
      origin: 'flag --dataset',
    });
  });

  it('saves and takes away a setting of the folder', async () => {
    const home = temporaryFolder();
    const above = join(home, 'project');
    const cwd = join(above, 'deep');
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(above, '.cliorc.json'), '{"dataset": "above"}');
    const clio = (...argv: string[]) => runClio(argv, { home, cwd });
    const path = join(cwd, '.cliorc.json');
    expect(await clio('config', 'set', 'dataset', 'here', '--local')).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: `Saved in ${path}.\n`,
    });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ dataset: 'here' });
    expect((await clio('config', 'get', 'dataset')).stdout).toBe('here\n');
    expect(readFileSync(join(above, '.cliorc.json'), 'utf8')).toBe('{"dataset": "above"}');
    const saved = await clio('config', 'set', 'dataset', 'anywhere');
    expect(saved.stderr).toContain(`Note that ${path} goes before it here`);
    const unset = await clio('config', 'unset', 'dataset', '--local');
    expect(unset.stderr).toContain(`${join(above, '.cliorc.json')} goes before it here`);
    expect((await clio('config', 'get', 'dataset')).stdout).toBe('above\n');
    const refused = await clio('config', 'set', 'pager', 'less', '--local');
    expect([refused.exitCode, refused.stdout]).toEqual([3, '']);
    expect(refused.stderr).toContain('It may hold: server, dataset.');
  });

  it('says what goes before a setting that was just saved', async () => {
    const { stderr } = await runClio(['config', 'set', 'dataset', 'a'], {
      env: { CLIO_DATASET: 'b' },
    });
    expect(stderr).toContain('environment variable CLIO_DATASET goes before it');
  });

  it.each([
    [['set', 'datset', 'x'], 'Did you mean dataset?'],
    [['get', 'nothing'], 'The settings are server, dataset'],
    [['set', 'server', 'nonsense'], 'an address'],
    [['set', 'color', 'blue'], '"always"'],
  ])('refuses %j', async (argv, text) => {
    const { exitCode, stderr } = await runClio(['config', ...argv]);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(text);
  });

  it('names a file that cannot be understood', async () => {
    const cwd = temporaryFolder();
    const path = join(cwd, '.cliorc.json');
    for (const text of ['{', '[]', '{"dataset": 5}', '{"pager": "rm"}', '{"datset": "x"}']) {
      writeFileSync(path, text);
      const { exitCode, stderr } = await runClio(['config', 'list'], { cwd });
      expect(exitCode, text).toBe(3);
      expect(stderr).toContain(path);
    }
  });
});

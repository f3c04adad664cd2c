import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLab } from '../../../test/lab.js';
import { runClio, temporaryFolder } from '../../../test/runClio.js';

const { sandbox, env } = createLab();
const clio = (...argv: string[]) => runClio(argv, { env, fetch: sandbox.fetch });

describe('clio dataset list', () => {
  it('lists what the token can see, one a line', async () => {
    expect(await clio('dataset', 'list')).toEqual({
      exitCode: 0,
      stdout: 'MB\tMB\tv0.2\t9bc01e\t\tmushroom body\nmanc:v1.0\t\t\t9bc01e\t\tnerve cord\n',
      stderr: '',
    });
  });

  it('is a table on a terminal', async () => {
    const { stdout, stderr } = await runClio(['dataset', 'list'], {
      env: { ...env, NO_COLOR: '1' },
      fetch: sandbox.fetch,
      terminal: true,
    });
    expect(stdout.split('\n')[0]).toBe('ID         TITLE  HEAD  UUID    PUBLIC  DESCRIPTION');
    expect(stderr).toBe('2 datasets\n');
  });

  it('has whole documents as JSON, and the fields asked for', async () => {
    const { stdout } = await clio('dataset', 'list', '--json');
    expect(JSON.parse(stdout)[0]).toMatchObject({ id: 'MB', title: 'MB', dvid: sandbox.dvid });
    const { stdout: some } = await clio('dataset', 'list', '--json', 'uuid,title');
    expect(JSON.parse(some)).toEqual([
      { uuid: '9bc01e', title: 'MB' },
      { uuid: '9bc01e', title: null },
    ]);
  });

  it('refuses a field that no dataset has, with those that there are', async () => {
    const { exitCode, stdout, stderr } = await clio('dataset', 'list', '--json', 'titel');
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'clio: no dataset has the field "titel"\n  The fields are description, dvid, id, location, mainLayer, neuprintHTTP, public, tag, title, uuid.\n  Did you mean title?\n',
    );
  });
});

describe('clio dataset view', () => {
  it('writes into a file on a terminal, too', async () => {
    const file = join(temporaryFolder(), 'dataset.txt');
    const { stdout } = await runClio(['dataset', 'view', 'MB', '-o', file], {
      env,
      fetch: sandbox.fetch,
      terminal: true,
    });
    expect(stdout).toBe('');
    expect(readFileSync(file, 'utf8')).toContain('mushroom body');
  });

  it('shows the dataset in force, or the one named', async () => {
    const { stdout } = await clio('dataset', 'view', '--json', 'id');
    expect(JSON.parse(stdout)).toEqual([{ id: 'MB' }]);
    const { stdout: other } = await clio('dataset', 'view', 'manc:v1.0', '--json', 'id');
    expect(JSON.parse(other)).toEqual([{ id: 'manc:v1.0' }]);
  });

  it('is a list of facts on a terminal', async () => {
    const { stdout } = await runClio(['dataset', 'view'], {
      env: { ...env, NO_COLOR: '1' },
      fetch: sandbox.fetch,
      terminal: true,
    });
    expect(stdout).toContain('id           MB\n');
    expect(stdout).toContain('uuid         9bc01e\n');
  });

  it('names the datasets that there are, and the nearest, for an unknown one', async () => {
    const { exitCode, stderr } = await clio('dataset', 'view', 'MBB');
    expect(exitCode).toBe(3);
    expect(stderr).toContain('Did you mean MB?');
    expect(stderr).toContain('MB, manc:v1.0');
  });
});

describe('a command that needs a dataset', () => {
  it('lists those that the token can see when none is chosen', async () => {
    const { exitCode, stdout, stderr } = await runClio(['version', 'list'], {
      env: { ...env, CLIO_DATASET: '' },
      fetch: sandbox.fetch,
    });
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'clio: no dataset is chosen\n  This token can see: MB, manc:v1.0.\n  Choose one with --dataset ID, with CLIO_DATASET, or for good with "clio config set dataset ID".\n',
    );
  });

  it('exits with 3 also when they cannot be listed', async () => {
    const { exitCode, stderr } = await runClio(['version', 'list'], {
      env: { CLIO_SERVER: sandbox.server },
      fetch: sandbox.fetch,
    });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('clio auth login');
  });

  it('takes a dataset with a colon in its name', async () => {
    const { exitCode, stdout } = await clio(
      'dataset',
      'view',
      '--dataset',
      'manc:v1.0',
      '--json',
      'id',
    );
    expect([exitCode, JSON.parse(stdout)]).toEqual([0, [{ id: 'manc:v1.0' }]]);
  });
});

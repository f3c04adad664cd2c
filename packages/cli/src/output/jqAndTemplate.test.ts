import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLab } from '../../test/lab.js';
import { runClio, temporaryFolder } from '../../test/runClio.js';
import { parseTemplate } from './template.js';

const { sandbox, env } = createLab();
const clio = (...argv: string[]) => runClio(argv, { env, fetch: sandbox.fetch });

describe('--jq', () => {
  it('filters the array, and keeps long integers', async () => {
    const { exitCode, stdout } = await clio(
      ...['annotation', 'list', '--where', 'class=DN', '--jq', '.[] | .bodyid, .group'],
    );
    expect(stdout).toBe('1002\n5\n720575940627329911\n18446744073709551615\n');
    expect(exitCode).toBe(0);
  });

  it('follows the fields of --json, prints texts as they are, and works for every kind', async () => {
    expect(
      (await clio('annotation', 'get', '1001', '--json', 'type,none', '--jq', '.[]')).stdout,
    ).toBe('{"type":"KCg-m","none":null}\n');
    expect((await clio('dataset', 'list', '--jq', '.[].id')).stdout).toBe('MB\nmanc:v1.0\n');
    expect((await clio('annotation', 'list', '--where', 'class=none', '--jq', '.[]')).stdout).toBe(
      '',
    );
  });

  it('tells a wrong filter from one that fails, and leaves the exit code of the process alone', async () => {
    const wrong = await clio('dataset', 'list', '--jq', '.[');
    expect(wrong).toMatchObject({ exitCode: 3, stdout: '' });
    expect(wrong.stderr).toBe(
      'clio: the jq filter does not compile\n  syntax error, unexpected end of file (Unix shell quoting issues?), line 1: .[\n',
    );
    expect((await clio('dataset', 'list', '--jq', '.[].id | foo')).stderr).toContain(
      'foo/0 is not defined, line 1: .[].id | foo\n',
    );
    const own = await clio('dataset', 'list', '--jq', 'error("mine")');
    expect(own.stderr).toBe('clio: the jq filter fails on these records\n  mine\n');
    const failed = await clio('dataset', 'list', '--jq', '.id');
    expect(failed).toMatchObject({ exitCode: 1, stdout: '' });
    expect(failed.stderr).toContain('Cannot index array');
    expect(process.exitCode).toBeUndefined();
    expect((await clio('dataset', 'list', '--jq', 'length')).stdout).toBe('2\n');
    const none = await clio('dataset', 'list', '--jq', 'empty');
    expect(none).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('excludes other formats', async () => {
    for (const other of [
      ['--format', 'csv'],
      ['--template', 'x'],
    ])
      expect((await clio('dataset', 'list', '--jq', '.', ...other)).exitCode).toBe(3);
    expect((await clio('dataset', 'list', '--template', 'x', '--json')).exitCode).toBe(3);
  });
});

describe('--template', () => {
  it('prints a line a record', async () => {
    const { stdout } = await clio(
      ...['annotation', 'get', '1002', '720575940627329911'],
      ...['--template', '{bodyid}\\t{class}: {position}{{}}'],
    );
    expect(stdout).toBe('1002\tDN: [1,2,3]{}\n720575940627329911\tDN: {}\n');
  });

  it('goes to a file, and refuses or tells a field that is not there', async () => {
    const file = join(temporaryFolder(), 'x.csv');
    await clio('dataset', 'list', '--template', '{id}', '-o', file);
    expect(readFileSync(file, 'utf8')).toBe('MB\nmanc:v1.0\n');
    const refused = await clio('dataset', 'list', '--template', '{idd}');
    expect(refused.exitCode).toBe(3);
    expect(refused.stderr).toContain('Did you mean id?');
    const told = await clio('annotation', 'get', '1001', '--template', '{typ}');
    expect(told).toMatchObject({ exitCode: 0, stdout: '\n' });
    expect(told.stderr).toContain('did you mean "type"?');
  });

  it('reads values inside of others, and escapes', () => {
    const { fields, line } = parseTemplate('{a.b}\\n\\\\{ c }');
    expect(fields).toEqual(['a', 'c']);
    expect(line({ a: { b: 1 }, c: 'x' })).toBe('1\n\\x');
    expect(line({ a: null })).toBe('\n\\');
  });

  it.each(['{', 'a}', '{}', '{a..b}', '\\x', '{a{b}'])('refuses %j', (text) => {
    expect(() => parseTemplate(text)).toThrow('the template cannot be read');
  });
});

import { expect, it } from 'vitest';
import { createWriteLab } from '../../../test/writeLab.js';

const value = '{"theme":"dark","bodies":[1001],"id":720575940627329911}';

it('sets, gets, lists and deletes a value, with exact integers', async () => {
  const { clio } = createWriteLab();
  const set = await clio(['kv', 'set', 'settings', 'viewer', value, '--yes']);
  expect([set.exitCode, set.stdout]).toEqual([0, '']);
  expect(set.stderr).toContain('add settings/viewer\n  theme: "dark"');
  expect((await clio('kv get settings viewer')).stdout).toBe(`${value}\n`);
  expect((await clio('kv list settings')).stdout).toContain('viewer\t');
  const { stdout } = await clio('kv list settings --timestamp --json');
  expect(stdout).toMatch(
    /^\[\n\{"key":"viewer","timestamp":\d+(\.\d+)?,"value":\{.*720575940627329911/,
  );
  expect((await clio('kv get settings viewer --json key')).stdout).toBe('[\n{"key":"viewer"}\n]\n');

  const changed = await clio('kv set settings viewer --input - --yes', {
    stdin: '{"theme":"light"}',
  });
  expect(changed.stderr).toContain('theme: "dark" → "light"');
  expect((await clio('kv get settings viewer')).stdout).toBe('{"theme":"light"}\n');

  expect((await clio('kv delete settings viewer --yes')).exitCode).toBe(0);
  const gone = await clio('kv get settings viewer');
  expect([gone.exitCode, gone.stdout]).toEqual([1, '']);
  const again = await clio('kv delete settings viewer --yes');
  expect([again.exitCode, again.stderr]).toEqual([1, 'No such value: settings/viewer\n']);
  expect((await clio('kv list settings --json')).stdout).toBe('[]\n');
});

it('shows and stops, and without a terminal needs --yes', async () => {
  const { clio } = createWriteLab();
  expect(await clio('kv set a b {"x":1} --dry-run')).toEqual({
    exitCode: 0,
    stdout: 'add a/b\n  x: 1\n',
    stderr: '',
  });
  expect((await clio('kv set a b {"x":1}')).exitCode).toBe(2);
  expect((await clio('kv get a b')).exitCode).toBe(1);
  await clio('kv set a b {"x":1} --yes');
  expect((await clio('kv delete a b')).exitCode).toBe(2);
  expect((await clio('kv delete a b --dry-run')).stdout).toBe('delete a/b\n  x: 1 → (none)\n');
  expect((await clio('kv get a b')).stdout).toBe('{"x":1}\n');
});

it('refuses what is no object before anything is sent', async () => {
  const { clio, sandbox } = createWriteLab();
  for (const text of ['[1]', '5', '{', '{"a":[[1]]}', '{"_timestamp":1}'])
    expect((await clio(['kv', 'set', 'a', 'b', text, '--yes'])).exitCode, text).toBe(3);
  expect((await clio('kv set a b --yes')).exitCode).toBe(3);
  expect((await clio('kv set a b {} --input - --yes')).exitCode).toBe(3);
  expect(sandbox.requests).toEqual([]);
  expect((await clio('kv get a/b c')).exitCode).toBe(3);
});

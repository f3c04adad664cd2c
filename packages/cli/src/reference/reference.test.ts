import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { commands } from '../commands/index.js';
import { referenceFiles } from './reference.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

it('docs/reference.md and the manual pages are what the commands make (npx vitest run --project cli reference -u renews them)', async () => {
  const files = await referenceFiles(commands);
  // `-u` of the test runner, which renews snapshots, renews these files as well.
  if (expect.getState().snapshotState.snapshotUpdateState === 'all') {
    rmSync(join(root, 'man'), { recursive: true, force: true });
    for (const [name, content] of files) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    }
  }
  const there = readdirSync(join(root, 'man')).map((name) => `man/${name}`);
  expect([...there, 'docs/reference.md'].sort()).toEqual([...files.keys()].sort());
  for (const [name, content] of files)
    expect(readFileSync(join(root, name), 'utf8') === content, `${name} is current`).toBe(true);
});

it('says everything that can be typed, and nothing that is hidden', async () => {
  const files = await referenceFiles(commands);
  const text = files.get('docs/reference.md') ?? '';
  for (const { name, commands: verbs } of commands.groups)
    for (const { name: verb } of verbs) expect(text).toContain(`#### clio ${name} ${verb}`);
  expect(text).not.toContain('__complete');
  expect(text).not.toContain('--token [');
  expect(files.get('man/clio-annotation.1')).toContain('\\-\\-where');
  expect(files.get('man/clio-plan.1')).toContain('before \\[u2192] after');
  for (const [name, content] of files)
    if (name.startsWith('man/')) expect([name, /[^\n -~]/.exec(content)]).toEqual([name, null]);
});

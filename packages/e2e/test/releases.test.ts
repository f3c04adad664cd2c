import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/run.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const published = ['core', 'auth', 'node', 'sandbox', 'cli'];
const everything = [...published, 'presets', 'fixtures', 'e2e'];

describe('a release touches only what it must', () => {
  let copy = '';

  beforeEach(async () => {
    copy = mkdtempSync(join(tmpdir(), 'clio-release-'));
    for (const file of [
      'package.json',
      'pnpm-workspace.yaml',
      'pnpm-lock.yaml',
      '.changeset/config.json',
      ...everything.map((name) => `packages/${name}/package.json`),
    ]) {
      mkdirSync(join(copy, dirname(file)), { recursive: true });
      cpSync(join(root, file), join(copy, file));
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const git = (...args: string[]) =>
      run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: copy });
    await git('init', '-q', '-b', 'main');
    await git('add', 'package.json', 'packages', '.changeset');
    await git('commit', '-qm', 'before');
  });

  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  const versions = (): Record<string, string> =>
    Object.fromEntries(
      published.map((name) => [
        name,
        JSON.parse(readFileSync(join(copy, 'packages', name, 'package.json'), 'utf8')).version,
      ]),
    );

  const release = async (name: string, kind: string): Promise<string[]> => {
    writeFileSync(
      join(copy, '.changeset', 'a-change.md'),
      `---\n"@clio/${name}": ${kind}\n---\n\nA change.\n`,
    );
    const before = versions();
    const outcome = await run(
      process.execPath,
      [join(root, 'node_modules/@changesets/cli/bin.js'), 'version'],
      {
        cwd: copy,
      },
    );
    expect(outcome.code, outcome.stderr + outcome.stdout).toBe(0);
    const after = versions();
    return published.filter((each) => before[each] !== after[each]);
  };

  it('a patch of a package versions that package alone', async () => {
    for (const name of published) {
      expect(await release(name, 'patch'), name).toEqual([name]);
    }
  });

  it('a change that leaves the range of a dependent versions the dependent too', async () => {
    // Below 1.0.0 a minor change is outside of `^0.1.0`.
    expect(await release('core', 'minor')).toEqual(['core', 'auth', 'node']);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from './pack.js';
import { serveRegistry } from './registry.js';
import { must, run } from './run.js';

/**
 * Packs the command and installs the tarball as a user does, `npm install -g`, into a folder of its own,
 * for all end-to-end tests of one run (`CLIO_BINARY`).
 *
 * @returns what takes the folder away again.
 */
export async function installCli(): Promise<() => void> {
  if (process.env.CLIO_BINARY) return () => {};
  const work = mkdtempSync(join(tmpdir(), 'clio-installed-'));
  const env = {
    ...process.env,
    npm_config_cache: join(work, 'cache'),
    npm_config_userconfig: join(work, 'npmrc'),
    npm_config_update_notifier: 'false',
  };
  const registry = await serveRegistry(await pack(['cli'], work, env));
  try {
    must(
      await run(
        'npm',
        ['install', '-g', '--prefix', work, '--no-audit', '--no-fund', '@clio/cli'],
        { cwd: work, env: { ...env, npm_config_registry: registry.url } },
      ),
    );
  } finally {
    await registry.close();
  }
  process.env.CLIO_BINARY = join(work, 'lib/node_modules/@clio/cli/bin/clio.js');
  return () => {
    delete process.env.CLIO_BINARY;
    rmSync(work, { recursive: true, force: true });
  };
}

export default installCli;

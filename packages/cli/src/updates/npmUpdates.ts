import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { UpdateSource } from './UpdateSource.js';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly clio?: { readonly published?: boolean };
}

/**
 * The person's own npm, with its registry, its proxy and its certificates; undefined as long as the
 * package.json of this package says that it is not published (`"clio": { "published": false }`).
 */
export function npmUpdates(env: NodeJS.ProcessEnv): UpdateSource | undefined {
  const manifest = createRequire(import.meta.url)('../package.json') as Manifest;
  if (manifest.clio?.published !== true) return undefined;
  return {
    package: manifest.name,
    version: manifest.version,
    lookUp: (file) => askNpm(manifest.name, file, env),
  };
}

/** Starts `npm view NAME version` in a process of its own, which goes on when this one has ended. */
function askNpm(name: string, file: string, env: NodeJS.ProcessEnv): void {
  const output = openSync(file, 'w', 0o600);
  try {
    const child = spawn('npm', ['view', name, 'version'], {
      // Settings of a folder that somebody else made are none of the person's own.
      cwd: dirname(file),
      detached: true,
      windowsHide: true,
      // npm is a script there, which only the shell can start; no word of it comes from outside.
      shell: process.platform === 'win32',
      stdio: ['ignore', output, 'ignore'],
      // What it need not know, it is not told.
      env: { ...env, CLIO_TOKEN: undefined },
    });
    // Without npm there is nothing to tell.
    child.on('error', () => {});
    child.unref();
  } finally {
    closeSync(output);
  }
}

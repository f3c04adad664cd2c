import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The top of the repository. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The command: installed from its tarball for the tests of one run, or another named in CLIO_BINARY. */
export const binary =
  process.env.CLIO_BINARY ?? fileURLToPath(new URL('../../cli/bin/clio.js', import.meta.url));

/** A table of the whole hemibrain or of FlyWire, where the data lie beside the repository. */
export function sharedTable(name: string): string | undefined {
  const path = fileURLToPath(new URL(`../../../../shared/data/${name}`, import.meta.url));
  return existsSync(path) ? path : undefined;
}

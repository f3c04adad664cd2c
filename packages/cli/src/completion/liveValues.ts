import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context } from '../context/Context.js';
import type { LiveValues } from './complete.js';

/** How long names from the server are good for, in milliseconds, and how long a failure to get them. */
const goodFor = 5 * 60_000;
const failureGoodFor = 30_000;
/** Nobody waits longer than this for the server, in milliseconds, for a key to do something. */
const patience = 1_500;

interface Kept {
  /** The server, the dataset and the kind, as JSON. */
  readonly of: string;
  readonly time: number;
  readonly values: readonly string[];
  readonly failed?: boolean;
}

/**
 * The names that only the server knows, from a cache in the cache folder where it is fresh. A server
 * that does not answer gives the names of before, or none; a completion never fails and never says a
 * word.
 */
export function liveValues(context: Context): LiveValues {
  return async (kind) => {
    try {
      if (kind === 'alias') {
        const { readConfig } = await import('../context/settings.js');
        const { config } = await readConfig({ env: context.env });
        return Object.keys(config.aliases ?? {}).sort();
      }
      if (kind === 'server') {
        const { address } = await context.server();
        return [...new Set([address, ...(await (await context.tokenStore()).servers())])];
      }
      if (kind === 'run') {
        const { openJournal } = await import('../writing/openJournal.js');
        return (await openJournal(context, () => {}).list()).map(({ id }) => id);
      }
      return await fromCache(context, kind);
    } catch {
      return [];
    }
  };
}

async function fromCache(
  context: Context,
  kind: 'dataset' | 'version' | 'field',
): Promise<readonly string[]> {
  const { server, dataset } = await context.settings();
  const chosen = kind === 'dataset' ? '' : (dataset.value ?? '');
  if (kind !== 'dataset' && chosen === '') return [];
  const { cacheFolder } = await import('../context/settings.js');
  const folder = join(cacheFolder(context.env), 'completion');
  const of = JSON.stringify([server.value, chosen, kind]);
  const path = join(folder, `${fileName(of)}.json`);
  const kept = readKept(path, of);
  const age = kept ? context.now().getTime() - kept.time : Number.POSITIVE_INFINITY;
  if (kept && age >= 0 && age < (kept.failed ? failureGoodFor : goodFor)) return kept.values;
  let next: Kept;
  const time = context.now().getTime();
  try {
    const { namesFor } = await import('./namesFor.js');
    next = { of, time, values: await namesFor(context, kind, patience) };
  } catch {
    next = { of, time, values: kept?.values ?? [], failed: true };
  }
  keep(path, next);
  return next.values;
}

function keep(path: string, names: Kept): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const part = `${path}.${process.pid}.part`;
    writeFileSync(part, JSON.stringify(names), { mode: 0o600 });
    renameSync(part, path);
  } catch {
    // Where nothing can be kept, they are asked for each time.
  }
}

/**
 * A name that any file system takes. Not a digest, which would cost the loading of all cryptography; where two
 * share a name, because they are long or differ only in case, `readKept` tells them apart.
 */
function fileName(of: string): string {
  return Buffer.from(of).toString('base64url').slice(-100);
}

function readKept(path: string, of: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Kept;
    const { time, values } = kept;
    if (kept.of !== of || typeof time !== 'number') return undefined;
    return values.every((value) => typeof value === 'string') ? kept : undefined;
  } catch {
    return undefined;
  }
}

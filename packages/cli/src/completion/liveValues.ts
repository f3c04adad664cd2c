import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from '../context/Context.js';
import type { LiveValues } from './complete.js';

/** How long names from the server are good for, in milliseconds, and how long a failure to get them. */
const goodFor = 5 * 60_000;
const failureGoodFor = 30_000;
/** Nobody waits longer than this for the server, in milliseconds, for a key to do something. */
const patience = 1_500;

interface Kept {
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
  const of = kind === 'dataset' ? '' : (dataset.value ?? '');
  if (kind !== 'dataset' && of === '') return [];
  const { cacheFolder } = await import('../context/settings.js');
  const folder = join(cacheFolder(context.env), 'completion');
  const name = createHash('sha256')
    .update(JSON.stringify([server.value, of, kind]))
    .digest('hex');
  const path = join(folder, `${name.slice(0, 32)}.json`);
  const kept = await readKept(path);
  const age = kept ? context.now().getTime() - kept.time : Number.POSITIVE_INFINITY;
  if (kept && age >= 0 && age < (kept.failed ? failureGoodFor : goodFor)) return kept.values;
  let next: Kept;
  const time = context.now().getTime();
  try {
    const { namesFor } = await import('./namesFor.js');
    next = { time, values: await namesFor(context, kind, patience) };
  } catch {
    next = { time, values: kept?.values ?? [], failed: true };
  }
  // Where nothing can be kept, they are asked for each time.
  await keep(path, next).catch(() => {});
  return next.values;
}

async function keep(path: string, names: Kept): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, JSON.stringify(names), { mode: 0o600 });
  await rename(part, path);
}

async function readKept(path: string): Promise<Kept | undefined> {
  try {
    const kept = JSON.parse(await readFile(path, 'utf8')) as Kept;
    const { time, values } = kept;
    return typeof time === 'number' && values.every((value) => typeof value === 'string')
      ? kept
      : undefined;
  } catch {
    return undefined;
  }
}

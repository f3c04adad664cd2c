import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../context/Context.js';
import { cacheFolder } from '../context/settings.js';
import { isNewer } from './isNewer.js';
import type { UpdateSource } from './UpdateSource.js';

/** Nobody is told, and nobody is asked, more than once in this time, in milliseconds. */
const day = 24 * 60 * 60_000;

/** When the registry was asked and the person was told, in milliseconds since 1970. */
interface Times {
  readonly asked?: number;
  readonly told?: number;
}

/**
 * Tells of a newer version that an earlier look-up found, and starts the next look-up, each at most
 * once a day. It never waits for the network, and never fails: what it cannot read or write, it leaves.
 */
export async function tellOfUpdate(
  context: Context,
  source: UpdateSource | undefined,
): Promise<void> {
  if (!source || context.global.quiet || context.signal.aborted) return;
  try {
    if ((await context.settings()).updateNotice.value === false) return;
    const folder = join(cacheFolder(context.env), 'updates');
    const answer = join(folder, 'latest.txt');
    const path = join(folder, 'times.json');
    const now = context.now().getTime();
    const times = await readTimes(path);
    const latest = (await readFile(answer, 'utf8').catch(() => '')).trim();
    const tell = !within(times.told, now) && isNewer(latest, source.version);
    const ask = !within(times.asked, now);
    if (!tell && !ask) return;
    // On record first: where that is not possible, every command would tell and ask.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const next: Times = { ...times, ...(tell && { told: now }), ...(ask && { asked: now }) };
    await writeFile(path, JSON.stringify(next), { mode: 0o600 });
    if (tell) {
      const { note, paint } = context;
      await note(
        `${paint.stderr('yellow', `clio ${latest} is there`)}; this is ${source.version}. To update: npm install -g ${source.package}`,
      );
      await note('To hear no more of it: clio config set updateNotice false');
    }
    if (ask) source.lookUp(answer);
  } catch {
    // A command that has done its work does not fail over this.
  }
}

/** Whether a time is less than a day ago. One in the future is of a clock that was wrong. */
function within(time: number | undefined, now: number): boolean {
  return time !== undefined && time <= now && now - time < day;
}

async function readTimes(path: string): Promise<Times> {
  try {
    const { asked, told } = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    return {
      ...(typeof asked === 'number' && { asked }),
      ...(typeof told === 'number' && { told }),
    };
  } catch {
    return {};
  }
}

import { expect } from 'vitest';
import { seeded } from './seeded.js';
import { labState, users } from './state.js';
import type { StoredRecord } from './storedRecords.js';
import { createWorld, type World } from './world.js';

/** How many bodies are imported. */
const size = 10_000;
const firstId = 1000;
/** How many bodies another writer changes between the end of the process and the resume. */
const foreignCount = 30;
const bodies = '/v2/json-annotations/MB/neurons';

const existing = Array.from({ length: 1000 }, (_, i) => ({
  bodyid: firstId + 10 * i,
  type: `T${i % 50}`,
  type_user: 'bob@lab.example',
  type_time: '2026-01-01T00:00:00Z',
}));

/** What became of imports that were killed. */
export interface Tally {
  /** Killed before a run was on record: nothing had been sent. */
  before: number;
  /** Killed in the middle of a run. */
  during: number;
  /** Ended before they were killed. */
  after: number;
}

/**
 * Imports 10,000 bodies as often as is said, kills each import at a random moment, lets another writer
 * change some bodies, resumes, and holds the result against what stood there at the kill: no body is lost,
 * none is written a second time, and nothing of the other writer is replaced.
 */
export async function killImports(moments: number, seed: number): Promise<Tally> {
  const world = await createWorld(labState(existing));
  const random = seeded(seed);
  const tally: Tally = { before: 0, during: 0, after: 0 };
  try {
    world.file('table.csv', ['bodyid,note', ...ids().map((id) => `${id},n${id}`), ''].join('\n'));
    const began = performance.now();
    const whole = await runImport(world).outcome;
    expect([whole.code, whole.stderr]).toEqual([0, '']);
    let duration = performance.now() - began;
    for (let moment = 0; moment < moments; moment++) {
      const at = random();
      const message = `seed ${seed}, moment ${moment}, at ${at.toFixed(3)} of ${duration.toFixed(0)} ms`;
      const kind = await killOne(world, { after: at * duration, random, message });
      tally[kind]++;
      // A machine that has become faster or slower: the moments stay spread over the whole.
      if (kind === 'after') duration *= 0.8;
    }
  } finally {
    await world.close();
  }
  return tally;
}

/** Waits for all, also when one fails, so that each ends its sandbox; then the first failure is thrown. */
export async function bothOf(searches: readonly Promise<Tally>[]): Promise<Tally[]> {
  await Promise.allSettled(searches);
  return Promise.all(searches);
}

function ids(): number[] {
  return Array.from({ length: size }, (_, i) => firstId + i);
}

function runImport(world: World) {
  return world.start('annotation import table.csv --yes --quiet');
}

async function killOne(
  world: World,
  { after, random, message }: { after: number; random: () => number; message: string },
): Promise<keyof Tally> {
  await world.reset();
  await world.takeRequests();
  await world.faults({ method: 'POST', path: bodies, fault: 'delay', ms: 10 });

  const running = runImport(world);
  const timer = setTimeout(() => running.child.kill('SIGKILL'), after);
  await running.outcome;
  clearTimeout(timer);
  await settled(world);
  await world.clearFaults();
  await world.advance(3_600_000);
  const before = await world.records();

  const foreign = Array.from({ length: foreignCount }, () => firstId + Math.floor(random() * size));
  await writeAsBob(world, foreign);
  const changed = new Map(
    [...(await world.records())].filter(([bodyid]) => foreign.includes(Number(bodyid))),
  );
  await world.advance(3_600_000);

  const { code, stdout, stderr } = await world.clio('resume --yes --quiet');
  const records = await world.records();
  if (stdout === 'nothing to resume\n') {
    // Nothing had been sent, or the run was over and only its process was still there.
    const written = noteCount(before);
    expect([0, size], message).toContain(written);
    expect([code, different(records, changed)], message).toEqual([0, []]);
    return written === 0 ? 'before' : 'after';
  }
  // What the other writer had written where the import had not yet come is left alone and told.
  const met = foreign.some((bodyid) => before.get(bodyid)?.note === undefined);
  expect([0, 5], `${message}: ${stderr}${stdout}`).toContain(code);
  if (met) expect([code, stdout], message).toEqual([5, expect.stringContaining('others')]);
  const lost: number[] = [];
  const twice: number[] = [];
  const replaced: number[] = [];
  for (const bodyid of ids()) {
    const record = records.get(bodyid);
    const then = before.get(bodyid);
    const others = changed.get(bodyid);
    if (others) {
      if (!same(record, others)) replaced.push(bodyid);
    } else if (record?.note !== `n${bodyid}` || record.note_user !== users.ann.email) {
      lost.push(bodyid);
    } else if (then?.note !== undefined && !same(record, then)) {
      twice.push(bodyid);
    } else if (record.type !== then?.type || record.type_time !== then?.type_time) {
      replaced.push(bodyid);
    }
  }
  expect({ lost, twice, replaced }, message).toEqual({ lost: [], twice: [], replaced: [] });
  return 'during';
}

function noteCount(records: ReadonlyMap<unknown, StoredRecord>): number {
  return [...records.values()].filter(({ note }) => note !== undefined).length;
}

function different(
  records: ReadonlyMap<number | bigint, StoredRecord>,
  expected: ReadonlyMap<number | bigint, StoredRecord>,
): (number | bigint)[] {
  return [...expected].filter(([id, record]) => !same(records.get(id), record)).map(([id]) => id);
}

function same(one: StoredRecord | undefined, other: StoredRecord): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Waits until what was under way when the client died has come to its end: no write is unanswered, or those
 * that are have been given up, which shows when the whole state was read and they still are.
 */
async function settled(world: World): Promise<void> {
  for (let known = Number.NaN; ; ) {
    const open = (await world.requests()).filter(
      ({ method, status }) => method === 'POST' && status === null,
    ).length;
    if (open === 0 || open === known) return;
    known = open;
    await world.stateText();
  }
}

async function writeAsBob(world: World, foreign: readonly number[]): Promise<void> {
  const response = await fetch(`${world.server}${bodies}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${users.bob.token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify([...new Set(foreign)].map((bodyid) => ({ bodyid, note: 'of Bob' }))),
  });
  expect(response.status).toBe(200);
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applyPlan,
  createClient,
  type DatasetClient,
  isClioError,
  type JournalStore,
  type Plan,
  planAnnotations,
  planDeletes,
  planUndo,
  type RunRecord,
  resumeRun,
  stringifyJson,
  type WriteIncompleteError,
  type WriteReport,
  withDataset,
} from '@clio/core';
import { type FileJournal, fileJournal } from '@clio/node';
import { createSandbox, type Fault, type Sandbox } from '@clio/sandbox';
import { expect } from 'vitest';
import { labState, users } from './state.js';
import { type StoredRecord, storedRecords } from './storedRecords.js';

/** The steps of a write in which something may fail. */
export const stages = [
  'plan',
  'apply',
  'resume',
  'plan of an undo',
  'undo',
  'resume of an undo',
  'plan of a delete',
  'delete',
  'resume of a delete',
  'plan of an undo of a delete',
  'undo of a delete',
] as const;
export type Stage = (typeof stages)[number];

/** What may happen to one request. */
export type Failure = Omit<Fault, 'target' | 'method' | 'path' | 'skip' | 'count' | 'upstream'>;

const text = { 'content-type': 'text/html' };
/** Every kind of failure; `jump` moves the server's clock instead. */
export const failures: Readonly<Record<string, Failure | 'jump'>> = {
  '503': { fault: 'status', status: 503 },
  '503 after the effect': { fault: 'status', status: 503, effect: true },
  '429 with Retry-After': { fault: 'status', status: 429, headers: { 'retry-after': '0' } },
  '429 for an hour': { fault: 'status', status: 429, headers: { 'retry-after': '3600' } },
  'a cut in the request': { fault: 'cut' },
  'a cut before the answer': { fault: 'cut', effect: true },
  'a cut in the answer': { fault: 'cut', afterBytes: 2 },
  'a hang': { fault: 'hang' },
  'a hang after the effect': { fault: 'hang', effect: true },
  'a truncated 200': { fault: 'truncate' },
  'an empty 200': { fault: 'truncate', afterBytes: 0 },
  '500': { fault: 'status', status: 500, body: 'Internal Server Error' },
  '500 after the effect': { fault: 'status', status: 500, body: 'oops', effect: true },
  '502': { fault: 'status', status: 502, headers: text, body: '<html>Bad Gateway</html>' },
  '504 after the effect': { fault: 'status', status: 504, effect: true },
  'a redirect': { fault: 'redirect', status: 302, headers: { location: 'https://x.invalid/' } },
  'a redirect after the effect': {
    fault: 'redirect',
    status: 307,
    headers: { location: 'https://x.invalid/' },
    effect: true,
  },
  'an error text in a 200': { fault: 'status', status: 200, body: 'Panic detected on request 7' },
  'an error text after the effect': {
    fault: 'status',
    status: 200,
    headers: text,
    body: '<html>Sign in</html>',
    effect: true,
  },
  'a 401': {
    fault: 'status',
    status: 401,
    headers: { 'www-authenticate': 'Bearer' },
    body: { detail: 'Could not validate credentials' },
  },
  'a clock that jumps': 'jump',
};

/** A request of a stage: the one that fits, after `skip` others that do. */
export interface Target extends Pick<Fault, 'target' | 'method' | 'path' | 'skip' | 'upstream'> {}

/** One failure in one step. */
export interface Cell {
  readonly stage: Stage;
  readonly at: Target;
  readonly failure: string;
  /** It goes on until somebody has had a look at it; otherwise it happens once. */
  readonly lasting: boolean;
}

const neurons = '/v2/json-annotations/MB/neurons';
const bob = 'bob@lab.example';

function stamped(bodyid: number, fields: Record<string, unknown>, user = bob) {
  const stamps = Object.keys(fields).flatMap((field): [string, unknown][] => [
    [`${field}_time`, '2026-01-01T00:00:00Z'],
    [`${field}_user`, user],
  ]);
  // In the order of the alphabet, in which the server gives them back.
  return {
    bodyid,
    ...Object.fromEntries(
      [...Object.entries(fields), ...stamps].sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
  };
}

// Values with stamps and without, to be replaced, cleared and added to; a body without a record; an id
// that is no safe number; and what nobody touches.
const records = [
  stamped(1, { side: 'L', type: 'A' }),
  stamped(2, { note: 'bare', type: 'B' }, 'ann@lab.example'),
  { bodyid: 3, type: 'no stamps' },
  stamped(4, { class: 'c' }),
  stamped(6, { type: 'F' }),
  stamped(7, { type: 'untouched' }),
  '{"bodyid":720575940627329911,"class":"DN","group":18446744073709551615}',
] as never[];
const input = [
  { bodyid: 1, type: 'A2', side: null },
  { bodyid: 2, note: null, class: 'x' },
  { bodyid: 3, type: 'stamped now' },
  { bodyid: 4, type: 'D' },
  { bodyid: 5, type: 'E' },
  { bodyid: 6, type: 'F' },
  { bodyid: 720575940627329911n, group: 1, note: 'n' },
];
const doomed = [1, 3, 4, 5, 720575940627329911n];

interface Scene {
  readonly sandbox: Sandbox;
  readonly client: DatasetClient;
  readonly journal: FileJournal;
  readonly cells: readonly Cell[];
  /** Requests of each stage, as far as it got; what steps there are is read off here. */
  readonly requests: Map<Stage, { target: 'clio' | 'dvid'; method: string; path: string }[]>;
}

const quick = { wait: async () => {}, chunkSize: 2, attempts: 3 };

/**
 * Plans, applies, resumes, undoes, deletes and undoes that, with one failure in one step. Each step ends well
 * or with a typed error, and changes nothing then; each report agrees with what the server holds; once
 * the failure has gone, a resume completes the run; and each undo gives back every byte.
 *
 * @returns the requests of each stage.
 */
export async function faultyRun(...cells: readonly Cell[]): Promise<Scene['requests']> {
  const folder = mkdtempSync(join(tmpdir(), 'clio-faults-'));
  try {
    const scene = createScene(folder, cells);
    const all = cells.length === 0;
    if (all || cells.some(({ stage }) => !stage.includes('delete'))) await writeAndUndo(scene);
    if (all || cells.some(({ stage }) => stage.includes('delete'))) await deleteAndUndo(scene);
    return scene.requests;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function createScene(folder: string, cells: readonly Cell[]): Scene {
  let ticks = 0;
  const sandbox = createSandbox({
    state: labState(records),
    // No two stamps are alike, so that nothing can be written twice unseen.
    now: () => new Date(Date.UTC(2026, 4, 5) + 1000 * ticks++),
  });
  const hangs = cells.some(({ failure }) => failure.includes('hang'));
  const client = withDataset(
    createClient({
      server: sandbox.server,
      auth: users.ann.token,
      fetch: sandbox.fetch,
      retry: { limit: 1, delay: () => 0 },
      timeout: hangs ? 100 : 10_000,
    }),
    'MB',
  );
  return {
    sandbox,
    client,
    journal: fileJournal({ folder: join(folder, 'runs') }),
    cells,
    requests: new Map(),
  };
}

async function writeAndUndo(scene: Scene): Promise<void> {
  const { client, journal } = scene;
  const first = await scene.sandbox.stateText();
  const make = () =>
    planAnnotations(client, input, { overwrite: ['type', 'side', 'note', 'group'] });
  const plan = await planned(scene, 'plan', make);
  if (isAllAbout(scene, 'plan')) return;
  const runs = [await carried(scene, plan, 'apply', 'resume')];
  // A body that the server refused again and again has an end; another plan takes it up.
  if (runs.some(({ counts }) => counts.failed > 0)) runs.push(await carried(scene, await make()));
  const written = await storedRecords(scene.sandbox);
  expect(written.get(1)).toMatchObject({ type: 'A2', type_user: 'ann@lab.example' });
  expect(written.get(1)).not.toHaveProperty('side');
  expect(written.get(5)).toMatchObject({ type: 'E' });
  for (const run of runs.reverse()) {
    const undo = await planned(scene, 'plan of an undo', () => planUndo(client, run));
    const undone = await carried(scene, undo, 'undo', 'resume of an undo');
    if (undone.counts.failed > 0)
      await carried(scene, await planUndo(client, await journal.read(run.id)));
  }
  const last = await scene.sandbox.stateText();
  // The server goes on listing the id of the body that came and went.
  expect(withoutGhost(last)).toBe(withoutGhost(first));
}

/** Whether what comes after a stage has nothing to do with what fails. */
function isAllAbout({ cells }: Scene, stage: Stage): boolean {
  return cells.length > 0 && cells.every((cell) => cell.stage === stage);
}

function withoutGhost(stateText: string): string {
  return stateText.replace(/,"deleted":\[5?\]/, '');
}

async function deleteAndUndo(scene: Scene): Promise<void> {
  const { client, journal } = scene;
  const first = await scene.sandbox.stateText();
  const plan = await planned(scene, 'plan of a delete', () => planDeletes(client, doomed));
  if (isAllAbout(scene, 'plan of a delete')) return;
  const runs = [await carried(scene, plan, 'delete', 'resume of a delete')];
  if (runs.some(({ counts }) => counts.failed > 0))
    runs.push(await carried(scene, await planDeletes(client, doomed)));
  expect([...(await storedRecords(scene.sandbox)).keys()]).toEqual([2, 6, 7]);
  for (const run of runs.reverse()) {
    const undo = await planned(scene, 'plan of an undo of a delete', () => planUndo(client, run));
    const undone = await carried(scene, undo, 'undo of a delete');
    if (undone.counts.failed > 0)
      await carried(scene, await planUndo(client, await journal.read(run.id)));
  }
  expect(withoutGhost(await scene.sandbox.stateText())).toBe(withoutGhost(first));
}

/** Makes a plan; where that fails, nothing has changed, and it can be made once the failure has gone. */
async function planned(scene: Scene, stage: Stage, make: () => Promise<Plan>): Promise<Plan> {
  const { sandbox } = scene;
  const before = await sandbox.stateText();
  return during(scene, stage, async () => {
    try {
      return await make();
    } catch (error) {
      checkTyped(error);
      expect(await sandbox.stateText()).toBe(before);
      sandbox.faults.clear();
      return make();
    }
  });
}

/**
 * Carries a plan out, and resumes it until it is finished. Where the stage that fails is that of resuming,
 * the process first ends in the middle.
 */
async function carried(
  scene: Scene,
  plan: Plan,
  stage?: Stage,
  resuming?: Stage,
): Promise<RunRecord> {
  const { sandbox, client, journal, cells } = scene;
  const before = await storedRecords(sandbox);
  const crashes = cells.some(({ stage: at }) => at === resuming);
  const apply = (store: JournalStore, lanes = 10) =>
    attempt(() => applyPlan(client, plan, { ...quick, lanes, journal: store }));

  /** What ends without a report has changed nothing, and goes well once the failure has gone. */
  const insist = async (act: () => ReturnType<typeof attempt>) => {
    const then = await storedRecords(sandbox);
    return act().catch(async (error: unknown) => {
      checkTyped(error);
      expect(await storedRecords(sandbox)).toEqual(then);
      sandbox.faults.clear();
      return act();
    });
  };
  const resume = (id: string) => () =>
    attempt(() => resumeRun(client, journal, { ...quick, run: id }));

  const id = await during(scene, stage, async () => {
    if (crashes) {
      // A chunk was sent, and what became of it is not on record.
      const { report } = await insist(() => apply(dying(journal, 3), 1));
      return report?.run as string;
    }
    const { report } = await insist(() => apply(journal));
    await checkReport(scene, plan, report, before);
    return report?.run as string;
  });
  let between = await storedRecords(sandbox);
  if (crashes) {
    await during(scene, resuming, async () => {
      const { report } = await insist(resume(id));
      // Where the earlier failures were final for every body, there is nothing left to resume.
      const over = report === undefined && (await journal.read(id)).state === 'finished';
      if (!over) await checkReport(scene, plan, report, before);
    });
    between = await storedRecords(sandbox);
  }
  const interrupted = await journal.read(id);
  if (interrupted.state !== 'finished') {
    const { report } = await resume(id)();
    await checkReport(scene, plan, report, before);
    // What was on record as written is not touched again.
    const now = await storedRecords(sandbox);
    for (const [bodyid, { outcome }] of interrupted.outcomes)
      if (outcome === 'written') expect(now.get(bodyid)).toEqual(between.get(bodyid));
  }
  const run = await journal.read(id);
  expect(run.state).toBe('finished');
  expect(run.counts).toMatchObject({ unknown: 0, unsent: 0, conflict: 0, refused: 0 });
  // What happens once is got over, but for a record that the server was told not to let in.
  if (!cells.some(({ lasting, failure }) => lasting || failure === 'a 401'))
    expect(run.counts.failed).toBe(0);
  return run;
}

/** Lets the failure meet the requests of a stage. */
async function during<T>(
  scene: Scene,
  stage: Stage | undefined,
  act: () => Promise<T>,
): Promise<T> {
  const { sandbox, cells, requests } = scene;
  const from = sandbox.requests.length;
  for (const cell of cells) if (cell.stage === stage) arm(sandbox, cell);
  try {
    return await act();
  } finally {
    sandbox.faults.clear();
    if (stage !== undefined && !requests.has(stage)) {
      requests.set(
        stage,
        sandbox.requests
          .slice(from)
          .map(({ target, method, path }) => ({ target, method, path: path.split('?')[0] ?? '' })),
      );
    }
  }
}

function arm(sandbox: Sandbox, { at, failure, lasting }: Cell): void {
  const what = failures[failure];
  if (what === undefined) throw new Error(`There is no failure "${failure}".`);
  const count = lasting ? undefined : 1;
  if (what !== 'jump') sandbox.faults.add({ ...at, count, ...what });
  else {
    // A day back in the middle of the stage, as a server does whose clock is put right.
    sandbox.faults.add({ ...at, count, fault: 'delay', ms: 0 });
    sandbox.clock.advance(-86_400_000);
  }
}

/** A journal of a process that ends after so many entries: what comes later is never on record. */
function dying(journal: FileJournal, entries: number): JournalStore {
  let left = entries;
  return {
    ...journal,
    async begin(plan) {
      const open = await journal.begin(plan);
      return {
        ...open,
        async append(entry) {
          if (left-- <= 0) throw new Error('the process has ended');
          await open.append(entry);
        },
      };
    },
  };
}

/** An incomplete run gives its report; any other error is thrown. */
async function attempt(
  act: () => Promise<WriteReport | undefined>,
): Promise<{ report: WriteReport | undefined }> {
  try {
    return { report: await act() };
  } catch (error) {
    if (!isClioError(error, 'write-incomplete')) throw error;
    checkTyped(error);
    return { report: (error as WriteIncompleteError).report };
  }
}

function checkTyped(error: unknown): void {
  expect(isClioError(error), String((error as Error)?.stack)).toBe(true);
  expect((error as Error).message).not.toContain(users.ann.token);
}

/** Holds a report against the state, body by body. */
async function checkReport(
  { sandbox, journal }: Scene,
  plan: Plan,
  report: WriteReport | undefined,
  before: ReadonlyMap<number | bigint, StoredRecord>,
): Promise<void> {
  if (report === undefined) throw new Error('There is no report.');
  const now = await storedRecords(sandbox);
  // One outcome each.
  expect(report.bodies.map(({ bodyid }) => bodyid)).toEqual(
    plan.bodies.map(({ bodyid }) => bodyid),
  );
  expect(Object.values(report.counts).reduce((sum, count) => sum + count)).toBe(plan.bodies.length);
  // Nobody else was there.
  expect(report.counts).toMatchObject({ conflict: 0, refused: 0 });
  expect((await journal.read(report.run as string)).counts).toEqual(report.counts);
  for (const [index, body] of plan.bodies.entries()) {
    const { bodyid, outcome, reason } = report.bodies[index] ?? {};
    const where = `body ${bodyid} is ${outcome}: ${reason}`;
    const record = now.get(body.bodyid);
    const reached = isReached(body, record, users.ann.email);
    switch (outcome) {
      case 'written':
        expect(reached, where).toBe(true);
        break;
      case 'same':
        expect(reached, where).toBe(true);
        expect(record, where).toEqual(before.get(body.bodyid));
        break;
      case 'unknown':
        expect(reached || isBetween(body, record, before.get(body.bodyid)), where).toBe(true);
        break;
      default:
        expect(record, where).toEqual(before.get(body.bodyid));
    }
  }
}

/** Whether a body stands as its plan wants it. */
function isReached(
  { action, changes }: Plan['bodies'][number],
  record: StoredRecord | undefined,
  user: string,
): boolean {
  if (action === 'delete') return record === undefined;
  return changes.every(({ field, after, stamps }) => {
    if (!isSame(record?.[field], after)) return false;
    const stamp = stamps === undefined ? user : (stamps.user ?? undefined);
    return field === 'user' || isSame(record?.[`${field}_user`], stamp);
  });
}

/** Whether each value stands as it did or as its plan wants it: an undo may have stamps left to give back. */
function isBetween(
  { changes }: Plan['bodies'][number],
  record: StoredRecord | undefined,
  before: StoredRecord | undefined,
): boolean {
  return (
    isSame(record, before) ||
    changes.every(
      ({ field, after }) =>
        isSame(record?.[field], after) || isSame(record?.[field], before?.[field]),
    )
  );
}

function isSame(first: unknown, second: unknown): boolean {
  return stringifyJson(first ?? null) === stringifyJson(second ?? null);
}

/** The path of every request to records by their ids, whatever the ids. */
const byId = /\/id-number\/.*$/;

/** Every failure in every step: in the first, a middle and the last of each kind of request that a stage makes. */
export async function allCells(): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const [stage, targets] of await targetsOf())
    for (const at of targets)
      for (const failure of Object.keys(failures))
        for (const lasting of [false, true]) cells.push({ stage, at, failure, lasting });
  return cells;
}

/**
 * Tries all, several at once, because those that wait for a time-out cost nothing.
 *
 * @returns what went wrong, in words.
 */
export async function tryCells(groups: readonly (readonly Cell[])[]): Promise<string[]> {
  const wrong: string[] = [];
  const queue = groups.values();
  const lane = async () => {
    for (const group of queue)
      await faultyRun(...group).catch((error: unknown) => {
        wrong.push(`${group.map(nameOf).join('; ')}: ${(error as Error).message}`);
      });
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return wrong;
}

/** A cell in words. */
function nameOf({ stage, at, failure, lasting }: Cell): string {
  const { target, method, path = '', skip = 0, upstream } = at;
  const request = `${upstream ? "the server's " : ''}${method} ${target} ${path}`.trim();
  return `${stage}: ${failure} in ${request}, after ${skip}${lasting ? ', and on' : ''}`;
}

async function targetsOf(): Promise<Map<Stage, Target[]>> {
  const found = [...(await faultyRun())];
  for (const stage of stages.filter((name) => name.startsWith('resume'))) {
    // Nothing fails, but a process ends before the stage.
    const harmless = { stage, at: { path: '/none' }, failure: '500', lasting: false };
    const requests = (await faultyRun(harmless)).get(stage);
    if (requests) found.push([stage, requests]);
  }
  const targets = new Map<Stage, Target[]>();
  for (const [stage, requests] of found) {
    const kinds = new Map<string, { at: Target; count: number }>();
    for (const { target, method, path } of requests) {
      const glob = path
        .replace(byId, '/id-number/*')
        .replace(/\/(keys?|query|sparsevol-size|sizes?)\/.*$/, '/$1/**');
      const kind = kinds.get(`${target} ${method} ${glob}`);
      if (kind) kind.count++;
      else
        kinds.set(`${target} ${method} ${glob}`, { at: { target, method, path: glob }, count: 1 });
    }
    const steps: Target[] = [];
    for (const { at, count } of kinds.values())
      for (const skip of new Set([0, count >> 1, count - 1])) steps.push({ ...at, skip });
    // What the server itself asks of DVID: a chunk that is carried out in part.
    for (const method of ['POST', 'DELETE', 'GET'])
      if (requests.some((request) => request.method === method && request.path.startsWith(neurons)))
        for (const skip of [0, 1, 3]) steps.push({ target: 'dvid', method, skip, upstream: true });
    targets.set(stage, steps);
  }
  return targets;
}

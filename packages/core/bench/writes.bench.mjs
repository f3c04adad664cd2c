// Safe writes against bare posts: applyPlan, with a journal on disk and reading back, against posts of
// 50 records in turn, to a model of the server. A request takes 20 ms on its way; a write then takes 2 ms
// a record, one after another, in one of 8 lanes, or in the only one. (One process of the real server
// is such a one-lane server.) Reads are answered when a lane is free and take no time in it. What
// counts is the ratio.
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPlan, planAnnotations, stringifyJson } from '../dist/index.js';

const bodies = Number(process.env.CLIO_BENCH_BODIES ?? 10_000);
const latency = 20;
const perRecord = 2;
const chunk = 50;

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A client whose server is the model. */
function modelClient(laneCount) {
  const records = new Map();
  const waiting = [];
  let free = laneCount;
  const enter = () => {
    if (free > 0) free--;
    else return new Promise((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  const json = (value) => new Response(typeof value === 'string' ? value : JSON.stringify(value));
  const uuid = '0123456789abcdef0123456789abcdef';

  async function send({ method, path, body }) {
    await sleep(latency);
    const [, area, , , what, argument] = path;
    if (area === 'roles') {
      return json({ email: 'w@example.org', global_roles: [], datasets: { D: ['clio_write'] } });
    }
    if (area === 'datasets') return json({ description: 'a model', uuid });
    if (what === 'head_tag') return json(JSON.stringify('v1'));
    if (what === 'head_uuid') return json(JSON.stringify(uuid));
    if (what === 'fields') return json(['bodyid']);
    await enter();
    try {
      if (method === 'POST') {
        // One wait for all: a timer for each record would measure the timer.
        await sleep(perRecord * body.length);
        for (const record of body) {
          const stamped = { ...records.get(record.bodyid) };
          for (const [field, value] of Object.entries(record)) {
            stamped[field] = value;
            if (field === 'bodyid') continue;
            stamped[`${field}_user`] = 'w@example.org';
            stamped[`${field}_time`] = '2026-01-01T00:00:00Z';
          }
          records.set(record.bodyid, stamped);
        }
        return json('null');
      }
      const found = argument.split(',').map((id) => records.get(Number(id)));
      return json(found.filter((record) => record !== undefined));
    } finally {
      leave();
    }
  }
  return { server: 'https://model.invalid', dataset: 'D', send, records };
}

/** A journal as the one on disk is: a line flushed before each chunk and after it. */
async function diskJournal(folder) {
  const file = await open(join(folder, `journal-${Math.random()}`), 'a');
  let queue = [];
  let working;
  const work = async () => {
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      await file.write(batch.map(({ line }) => line).join(''));
      await file.datasync();
      for (const { resolve } of batch) resolve();
    }
    working = undefined;
  };
  return {
    async begin(plan) {
      await file.write(stringifyJson(plan));
      await file.datasync();
      return {
        run: 'bench',
        append: (entry) =>
          new Promise((resolve) => {
            queue.push({ line: `${stringifyJson(entry)}\n`, resolve });
            if (!working) working = work();
          }),
        close: () => file.close(),
      };
    },
  };
}

const input = Array.from({ length: bodies }, (_, index) => ({
  bodyid: index + 1,
  type: `T${index % 97}`,
  side: index % 2 ? 'L' : 'R',
}));

async function barePosts(client) {
  const start = performance.now();
  for (let at = 0; at < input.length; at += chunk) {
    const path = ['v2', 'json-annotations', 'D', 'neurons'];
    await client.send({ method: 'POST', path, body: input.slice(at, at + chunk) });
  }
  return performance.now() - start;
}

async function safely(client, folder) {
  const plan = await planAnnotations(client, input, { dvid: false });
  const journal = await diskJournal(folder);
  const start = performance.now();
  const report = await applyPlan(client, plan, { journal, dvid: false });
  const elapsed = performance.now() - start;
  if (report.counts.written !== bodies) throw new Error('not everything was written');
  return { elapsed, requests: report.requests };
}

const folder = mkdtempSync(join(tmpdir(), 'clio-bench-'));
let failed = false;
for (const [lanes, bar, rounds] of [
  [8, 6, 3],
  [1, 0.95, 1],
]) {
  const bare = await barePosts(modelClient(lanes));
  const runs = [];
  for (let round = 0; round < rounds; round++) runs.push(await safely(modelClient(lanes), folder));
  runs.sort((a, b) => a.elapsed - b.elapsed);
  const { elapsed, requests } = runs[Math.floor(rounds / 2)];
  const ratio = bare / elapsed;
  if (ratio < bar) failed = true;
  console.log(
    `${lanes} lane${lanes > 1 ? 's' : ' '}: ${bodies} bodies, bare posts ${(bare / 1000).toFixed(1)} s, safely ${(elapsed / 1000).toFixed(1)} s: ${ratio.toFixed(2)}x (at least ${bar}x), ${requests.writes} writes, ${requests.reads} readings`,
  );
}
rmSync(folder, { recursive: true });
if (failed) process.exitCode = 1;

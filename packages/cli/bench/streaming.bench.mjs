// How `clio annotation list --all --format ndjson` streams: its memory on lists of which one is eight times
// as long as the other, its speed against a program that only receives the same bytes, and how soon
// `| head -1` ends, as a part of the time of the whole list. Each run is a new process; the server is a
// process of its own. Goals: a ratio of memory close to 1, and a small part.
import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleBytes } from '../../core/bench/sample.mjs';

const rounds = Number(process.env.CLIO_BENCH_ROUNDS ?? 2);
const self = fileURLToPath(import.meta.url);
const clio = fileURLToPath(new URL('../bin/clio.js', import.meta.url));
const lists = { short: 50e6, long: 400e6 };

/** Answers with lists of records, each the same bytes again and again, sent as fast as they are taken. */
function serve() {
  const block = sampleBytes(5e6).subarray(1, -1);
  const datasets = JSON.stringify({
    short: { title: 'short', uuid: '9bc01e', tag: 'v1.0' },
    long: { title: 'long', uuid: '9bc01f', tag: 'v1.0' },
  });
  const server = createServer(async ({ url }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const size = lists[/\/(short|long)\/neurons\/all/.exec(url)?.[1]];
    if (size === undefined) return response.end(datasets);
    let gone = false;
    response.on('close', () => {
      gone = true;
    });
    response.write('[');
    for (let sent = 0; sent < size && !gone; sent += block.length) {
      const more = response.write(sent === 0 ? block : Buffer.concat([Buffer.from(','), block]));
      if (!more && !gone) await taken(response);
    }
    response.end(']');
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

/** Until more may be sent, or nobody takes it any more. */
async function taken(response) {
  const left = new AbortController();
  await Promise.race(
    ['drain', 'close'].map((event) => once(response, event, { signal: left.signal })),
  ).finally(() => left.abort());
}

async function measure() {
  const server = fork(self, ['serve']);
  const port = await new Promise((resolve) => server.once('message', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'clio-bench-'));
  const memory = join(folder, 'memory');
  const probe = join(folder, 'probe.cjs');
  writeFileSync(
    probe,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS / 1024)));`,
  );
  const receiver = join(folder, 'receive.cjs');
  writeFileSync(
    receiver,
    `require('node:http').get(process.argv[2], (answer) => answer.pipe(process.stdout));`,
  );
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    CLIO_SERVER: `http://127.0.0.1:${port}`,
    CLIO_TOKEN: 'a'.repeat(64),
  };
  const list = (dataset) => [
    ...['-r', probe, clio, 'annotation', 'list', '--all'],
    ...['--format', 'ndjson', '--quiet', '--dataset', dataset],
  ];
  const time = (args) => {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, args, {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error(`${args.join(' ')} failed`);
    return performance.now() - start;
  };
  const head = () =>
    new Promise((resolve, reject) => {
      const start = performance.now();
      const child = spawn(process.execPath, list('long'), {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      // As head -1 does: reads a line and goes.
      child.stdout.once('data', () => child.stdout.destroy());
      child.once('close', (code) =>
        code === 0 ? resolve(performance.now() - start) : reject(new Error(`exit code ${code}`)),
      );
    });

  const results = { short: [], long: [], seconds: [], bare: [], head: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of ['short', 'long']) {
      const taken = time(list(name));
      results[name].push(Number(readFileSync(memory, 'utf8')));
      if (name === 'long') results.seconds.push(taken);
    }
    results.bare.push(time([receiver, `${env.CLIO_SERVER}/v2/json-annotations/long/neurons/all`]));
    results.head.push(await head());
  }
  server.kill();
  rmSync(folder, { recursive: true, force: true });
  const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  const [short, long] = [median(results.short), median(results.long)];
  const whole = median(results.seconds);
  console.log(
    `Memory: ${short.toFixed(0)} MB for ${lists.short / 1e6} MB of records, ${long.toFixed(0)} MB for ${lists.long / 1e6} MB: ${(long / short).toFixed(2)}x`,
  );
  console.log(
    `Speed: ${(lists.long / 1e3 / whole).toFixed(0)} MB/s, ${(median(results.bare) / whole).toFixed(2)}x of a program that only receives`,
  );
  console.log(
    `The first record, and the end: ${((100 * median(results.head)) / whole).toFixed(1)} % of the time of the whole list`,
  );
}

if (process.argv[2] === 'serve') serve();
else await measure();

// The record reader against one JSON.parse of the whole list, on the same bytes in memory. Every
// measurement runs in a process of its own, the cases in turn; what counts is the ratio.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseJson, readRecords } from '../dist/index.js';
import { sampleBytes } from './sample.mjs';

const size = 50e6;
const rounds = 5;

async function* chunks(bytes, length) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function read(bytes, length, keep) {
  const kept = [];
  let count = 0;
  for await (const batch of readRecords(chunks(bytes, length))) {
    count += batch.length;
    if (keep) kept.push(...batch);
  }
  return keep ? kept.length : count;
}

const decode = (bytes) => new TextDecoder().decode(bytes);
const cases = {
  'JSON.parse of the whole': (bytes) => JSON.parse(decode(bytes)).length,
  'parseJson of the whole, exact': (bytes) => parseJson(decode(bytes)).length,
  'batches of 64 KiB chunks, dropped': (bytes) => read(bytes, 65_536, false),
  'batches of 2 KiB chunks, dropped': (bytes) => read(bytes, 2048, false),
  'batches of 64 KiB chunks, kept': (bytes) => read(bytes, 65_536, true),
};

const [only, file] = process.argv.slice(2);
if (only in cases) {
  const bytes = readFileSync(file);
  const start = performance.now();
  const records = await cases[only](bytes);
  const seconds = (performance.now() - start) / 1000;
  const memory = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ records, seconds, memory }));
} else {
  const folder = mkdtempSync(join(tmpdir(), 'clio-bench-'));
  const sample = join(folder, 'records.json');
  writeFileSync(sample, sampleBytes(size));
  const results = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(cases)) {
      const run = [fileURLToPath(import.meta.url), name, sample];
      const { stdout } = spawnSync(process.execPath, run, { encoding: 'utf8' });
      results[name].push(JSON.parse(stdout));
    }
  }
  rmSync(folder, { recursive: true });
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const base = median(results['JSON.parse of the whole'].map(({ seconds }) => seconds));
  for (const [name, runs] of Object.entries(results)) {
    const seconds = median(runs.map((run) => run.seconds));
    const memory = median(runs.map((run) => run.memory));
    console.log(
      `${name.padEnd(36)} ${(base / seconds).toFixed(2)} times as fast  ${(size / 1e6 / seconds).toFixed(0).padStart(4)} MB/s  ${memory.toFixed(0).padStart(5)} MB  ${runs[0].records} records`,
    );
  }
}

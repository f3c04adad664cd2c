// nodeFetch against the built-in fetch, reading and dropping a large compressed answer over
// loopback. The server sends it as the real ones do: gzip in chunks of 2,048 bytes. The server is
// a process of its own, each measurement too, the cases in turn; what counts is the ratio.
import { fork, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { nodeFetch } from '../dist/index.js';

const megabytes = 60;
const rounds = 5;
const self = fileURLToPath(import.meta.url);

/** Records that compress about as annotations do. */
function sample() {
  let state = 1;
  const random = (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const records = [];
  for (let size = 0; size < megabytes * 1e6; ) {
    const record = JSON.stringify({
      bodyid: 10_000_000_000 + random(1e9),
      type: `LC${random(400)}`,
      class: ['visual projection', 'descending', 'ascending', 'local'][random(4)],
      position: [random(40_000), random(40_000), random(40_000)],
      type_user: `person${random(20)}@example.org`,
      type_time: new Date(1.7e12 + random(1e9) * 50).toISOString(),
    });
    records.push(record);
    size += record.length + 1;
  }
  return Buffer.from(`[${records.join(',')}]`);
}

function serve() {
  const plain = sample();
  const bodies = { '/gzip': gzipSync(plain), '/plain': plain };
  const server = createServer((request, response) => {
    const bytes = bodies[request.url];
    if (request.url === '/gzip') response.setHeader('content-encoding', 'gzip');
    response.setHeader('content-type', 'application/json');
    let at = 0;
    const send = () => {
      while (at < bytes.length) {
        response.cork();
        let open = true;
        for (let i = 0; i < 32 && at < bytes.length; i++, at += 2_048) {
          open = response.write(bytes.subarray(at, at + 2_048));
        }
        response.uncork();
        if (!open) return response.once('drain', send);
      }
      response.end();
    };
    send();
  });
  server.listen(0, '127.0.0.1', () => {
    process.send({ url: `http://127.0.0.1:${server.address().port}`, size: plain.length });
  });
}

async function measure(name, url) {
  const fetch = name === 'nodeFetch' ? nodeFetch({ env: {} }) : globalThis.fetch;
  const start = performance.now();
  const response = await fetch(url);
  let bytes = 0;
  for await (const chunk of response.body) bytes += chunk.length;
  console.log(JSON.stringify({ bytes, seconds: (performance.now() - start) / 1000 }));
}

const [only, address] = process.argv.slice(2);
if (only === 'serve') serve();
else if (only) await measure(only, address);
else {
  const server = fork(self, ['serve']);
  const { url, size } = await new Promise((done) => server.once('message', done));
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  for (const path of ['/gzip', '/plain']) {
    const seconds = { 'built-in fetch': [], nodeFetch: [] };
    for (let round = 0; round < rounds; round++) {
      for (const [name, list] of Object.entries(seconds)) {
        const { stdout } = spawnSync(process.execPath, [self, name, url + path], {
          encoding: 'utf8',
        });
        const result = JSON.parse(stdout);
        if (result.bytes !== size) throw new Error(`${name} read ${result.bytes} of ${size} bytes`);
        list.push(result.seconds);
      }
    }
    const base = median(seconds['built-in fetch']);
    const own = median(seconds.nodeFetch);
    const rate = (time) => `${(size / 1e6 / time).toFixed(0)} MB/s`;
    console.log(
      `${path.slice(1).padEnd(5)} in chunks of 2,048 bytes: nodeFetch ${(base / own).toFixed(1)} times as fast as the built-in fetch (${rate(own)} against ${rate(base)})`,
    );
  }
  server.kill();
}

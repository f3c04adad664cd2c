// How long `clio` takes to start, against Node itself: `clio --version`, a command without a request
// (its help), a command with one request (`clio dataset list`, to a server in a process of its own),
// and two completions, one of them of names that the server gave to an earlier one. Each run is a new process, the cases in turn; what counts is the ratio of the
// medians. Goals: 1.25 for --version, 1.6 for the request.
import { fork, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = Number(process.env.CLIO_BENCH_ROUNDS ?? 25);
const self = fileURLToPath(import.meta.url);
const clio = fileURLToPath(new URL('../bin/clio.js', import.meta.url));

function serve() {
  const datasets = JSON.stringify({ VNC: { title: 'VNC', uuid: '9bc01e', tag: 'v1.0' } });
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(datasets);
  });
  server.listen(0, '127.0.0.1', () => {
    process.send(`http://127.0.0.1:${server.address().port}`);
  });
}

function time(args, env) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { env });
  const taken = performance.now() - start;
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return taken;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

if (process.argv[2] === 'serve') serve();
else {
  const server = fork(self, ['serve']);
  const address = await new Promise((resolve) => server.once('message', resolve));
  const home = mkdtempSync(join(tmpdir(), 'clio-bench-'));
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    CLIO_SERVER: address,
    CLIO_TOKEN: 'a'.repeat(64),
    CLIO_DATASET: 'VNC',
  };
  const cases = {
    'node -e 0': ['-e', '0'],
    'clio --version': [clio, '--version'],
    'clio dataset list --help': [clio, 'dataset', 'list', '--help'],
    'clio dataset list': [clio, 'dataset', 'list'],
    'a completion': [clio, '__complete', '--', 'dataset', ''],
    'a completion, live values': [clio, '__complete', '--', 'dataset', 'view', 'V'],
  };
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  // The first round fills the caches of the disk and of compiled code, and is not counted.
  for (let round = 0; round <= rounds; round++)
    for (const [name, args] of Object.entries(cases)) {
      const taken = time(args, env);
      if (round > 0) times[name].push(taken);
    }
  server.kill();
  rmSync(home, { recursive: true, force: true });
  const node = median(times['node -e 0']);
  console.log(`Start-up, Node ${process.versions.node}, medians of ${rounds} rounds:`);
  for (const [name, values] of Object.entries(times)) {
    const value = median(values);
    console.log(
      `  ${name.padEnd(28)}${value.toFixed(0).padStart(5)} ms  ${(value / node).toFixed(2)}`,
    );
  }
}

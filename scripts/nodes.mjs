// `npm run test:nodes [version…]`: the end-to-end sessions with the command under each Node that is
// supported, taken from the npm registry. Ends with "N passed, N failed".
//
// These are the packages that `node` of the registry installs, one for each kind of machine, taken
// directly: `node` itself fetches them in an install script, which package managers are about to refuse.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
// Kept from one run to the next; who wants the newest patch releases again removes this folder.
const folder = join(root, 'node_modules', '.nodes');
const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['20.19.0', '22', '24', '26'];

const windows = process.platform === 'win32';
const system = windows ? 'win' : process.platform;
const family = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
const nameOf = (version) => `node-${version}`;
const programOf = (version) =>
  join(folder, 'node_modules', nameOf(version), 'bin', windows ? 'node.exe' : 'node');

/** What a program prints, without blanks at the end; undefined where it fails. */
function printed(program, ...args) {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Ends where the Nodes cannot be had: a test that is left out must not look like one that passed. */
function fail(what) {
  console.error(what);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const missing = wanted.filter((version) => printed(programOf(version), '--version') === undefined);
if (missing.length > 0) {
  console.log(`--- fetching Node ${missing.join(', ')}`);
  mkdirSync(folder, { recursive: true });
  for (const version of missing)
    rmSync(join(folder, 'node_modules', nameOf(version)), { recursive: true, force: true });
  if (!existsSync(join(folder, 'package.json')))
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const { status } = spawnSync(
    'npm',
    [
      'install',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      '--ignore-scripts',
      '--loglevel=error',
      ...missing.map(
        (version) => `${nameOf(version)}@npm:${family}-${system}-${process.arch}@${version}`,
      ),
    ],
    { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], shell: windows },
  );
  if (status !== 0) fail(`Node ${missing.join(', ')} could not be fetched from the registry.`);
}

const nodes = {};
for (const version of wanted) {
  const found = printed(programOf(version), '--version');
  if (found === undefined) fail(`Node ${version} was fetched, but does not run.`);
  nodes[found] = programOf(version);
}
console.log(`--- sessions with Node ${Object.keys(nodes).join(', ')}`);
const { status } = spawnSync('vitest', ['run', '--project', 'e2e', 'test/sessions.test.ts'], {
  cwd: root,
  env: { ...process.env, CLIO_SESSION_NODES: JSON.stringify(nodes) },
  stdio: 'inherit',
  shell: windows,
});
process.exit(status ?? 1);

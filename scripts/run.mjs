#!/usr/bin/env node
// Every npm command of this repository: does the set-up that a fresh clone lacks, then the job.
// Needs only Node and npm. Children get a home folder of their own, so that nothing is left behind
// outside the repository (npm's own cache aside).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or newer is needed; this is ${process.version}.`);
  process.exit(1);
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const { packageManager } = JSON.parse(readFileSync(at('package.json'), 'utf8'));

const home = mkdtempSync(join(tmpdir(), 'clio-home-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});

const env = {
  ...process.env,
  PATH: [at('node_modules', '.bin'), process.env.PATH].join(delimiter),
  HOME: home,
  USERPROFILE: home,
  XDG_CONFIG_HOME: join(home, 'config'),
  XDG_DATA_HOME: join(home, 'data'),
  XDG_STATE_HOME: join(home, 'state'),
  XDG_CACHE_HOME: join(home, 'cache'),
  npm_config_cache: process.env.npm_config_cache ?? join(homedir(), '.npm'),
  npm_config_userconfig: process.env.npm_config_userconfig ?? join(homedir(), '.npmrc'),
  npm_config_update_notifier: 'false',
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
};
// What a person has set for their own use of `clio` has no place in a demonstration or a test.
for (const name of Object.keys(env)) {
  if (/^CLIO_(SERVER|DATASET|TOKEN|CONFIG_DIR|STATE_DIR|CACHE_DIR)$/.test(name)) delete env[name];
}

/** Runs a command in the repository and gives its exit status. */
function status(command, args, extra = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...env, ...extra },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.error) throw result.error;
  if (result.signal) return result.signal === 'SIGINT' ? 130 : 143;
  return result.status ?? 1;
}

/** Runs a command that the job cannot go on without. */
function run(command, ...args) {
  const code = status(command, args);
  if (code !== 0) process.exit(code);
}

/** Installs the dependencies when a manifest or the lockfile has changed since the last time. */
function install() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  const manifests = readdirSync(at('packages'))
    .map((name) => join('packages', name, 'package.json'))
    .filter((file) => existsSync(at(file)));
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    hash.update(file).update(readFileSync(at(file)));
  }
  const wanted = hash.digest('hex');
  const stamp = at('node_modules', '.set-up');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(stamp, { force: true });
  console.log('Installing what the lockfile names.');
  const store = at('node_modules', '.pnpm-store');
  const options = [
    '--frozen-lockfile',
    '--prefer-offline',
    '--store-dir',
    store,
    '--loglevel=warn',
  ];
  run('npx', '--yes', packageManager, 'install', ...options);
  writeFileSync(stamp, wanted);
}

const build = () =>
  run('turbo', 'run', 'build', '--output-logs=errors-only', '--log-order=grouped');

const jobs = {
  /** With `--clean` nothing of an earlier build stays: its files would be published, too. */
  build(rest) {
    if (rest.includes('--clean'))
      for (const name of readdirSync(at('packages')))
        rmSync(at('packages', name, 'dist'), { recursive: true, force: true });
    build();
  },
  start(rest) {
    build();
    run('node', at('scripts', 'demonstration.mjs'), ...rest);
  },
  test(rest) {
    build();
    run('vitest', 'run', ...rest);
  },
  'test:long'(rest) {
    build();
    const code = status('vitest', ['run', '--passWithNoTests', ...rest], { CLIO_TEST_LONG: '1' });
    if (code !== 0) process.exit(code);
  },
  'test:nodes'(rest) {
    build();
    run('node', at('scripts', 'nodes.mjs'), ...rest);
  },
  check() {
    build();
    run('node', at('scripts', 'check.mjs'));
  },
  bench(rest) {
    build();
    run('node', '--expose-gc', at('scripts', 'bench.mjs'), ...rest);
  },
};

const [job, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(jobs, job ?? '')) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(jobs).join('|')} [arguments]`);
  process.exit(2);
}
install();
jobs[job](rest);

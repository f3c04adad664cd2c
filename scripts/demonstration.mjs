// `npm start`: the main job in front of the reader. Starts a sandbox with sample data, runs a handful
// of commands against it, each shown as typed with its real output, and stops everything again.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const clio = join(
  dirname(dirname(fileURLToPath(import.meta.url))),
  'packages',
  'cli',
  'bin',
  'clio.js',
);
const folder = mkdtempSync(join(tmpdir(), 'clio-start-'));
const bold = (text) =>
  process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[1m${text}\u001b[0m` : text;

const sandbox = spawn(
  process.execPath,
  [clio, 'sandbox', 'start', '--sample', '--json', '--port', '0', '--dvid-port', '0'],
  { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
);
const stop = () => {
  sandbox.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
};
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.on(signal, () => {
    stop();
    process.exit(code);
  });
}

try {
  const { server, tokens } = await new Promise((resolve, reject) => {
    createInterface({ input: sandbox.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    sandbox.once('error', reject);
    sandbox.once('exit', (code) => reject(new Error(`The sandbox ended with ${code}.`)));
  });
  const env = {
    ...process.env,
    CLIO_SERVER: server,
    CLIO_DATASET: 'hemibrain',
    CLIO_TOKEN: tokens.annotator,
    CLIO_CONFIG_DIR: join(folder, 'config'),
    CLIO_STATE_DIR: join(folder, 'state'),
    CLIO_CACHE_DIR: join(folder, 'cache'),
  };

  const say = (text) => console.log(`\n${bold(`# ${text}`)}`);
  const type = (line, expected = [0]) => {
    console.log(`\n${bold(`$ ${line}`)}`);
    const [, ...args] = line.match(/'[^']*'|\S+/g).map((word) => word.replace(/^'|'$/g, ''));
    const { status } = spawnSync(process.execPath, [clio, ...args], {
      cwd: folder,
      env,
      stdio: 'inherit',
    });
    if (!expected.includes(status)) throw new Error(`"${line}" ended with exit code ${status}.`);
  };
  const table = (name, text) => {
    writeFileSync(join(folder, name), text);
    console.log(`\n${bold(`$ cat ${name}`)}\n${text.trimEnd()}`);
  };

  console.log(`A sandbox with sample data is running at ${server}.`);
  say('Which datasets are there?');
  type('clio dataset list');
  say('Read bodies by id, and by what is written about them.');
  type('clio annotation get 200326126 202916528');
  type('clio annotation list --where type=FS4C --where soma_side=R');
  say('A table with changes: one value is new, one is already there, one would overwrite.');
  table('changes.csv', 'bodyid,notes,type\n200326126,checked,CL141\n202916528,,FS4C_a\n');
  type('clio annotation import changes.csv --dry-run', [5]);
  say('What somebody wrote is left alone, unless its field is named.');
  type('clio annotation import changes.csv --overwrite type --yes');
  type('clio annotation get 200326126 202916528');
  type('clio run list');
  say('And back again.');
  type('clio undo --yes');

  console.log(`
${bold('What next')}
  node packages/cli/bin/clio.js sandbox start --sample   a sandbox of your own, with tokens to use
  node packages/cli/bin/clio.js --help                   all commands
  npm test                                               all tests
  README.md                                              use from a shell and from code`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  stop();
}

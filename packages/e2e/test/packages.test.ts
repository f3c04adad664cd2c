import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Registry, serveRegistry } from '../src/registry.js';
import { type Outcome, run } from '../src/run.js';

const packages = fileURLToPath(new URL('../../', import.meta.url));
const compiler = fileURLToPath(
  new URL('../../../node_modules/typescript/bin/tsc', import.meta.url),
);
const published = ['core', 'auth', 'node', 'sandbox', 'cli'];

/** What a stranger writes first with each package; it must compile and print `works`. */
const firstUse: Record<string, string> = {
  core: `
    import * as clio from '@clio/core';
    const client = clio.createClient({
      server: 'http://clio.test',
      dataset: 'VNC',
      fetch: async () => new Response('[{"bodyid":720575940627329911,"type":"DNp01"}]'),
    });
    const [first] = await clio.fetchAnnotations(client, { type: 'DNp01' });
    if (first?.bodyid !== 720575940627329911n) throw new Error('a rounded id');
    console.log('works');
  `,
  auth: `
    import { describeToken, staticAuth } from '@clio/auth';
    const credential = await staticAuth('0'.repeat(64))({ server: 'http://clio.test' });
    console.log(credential.kind === 'bearer' && describeToken('x.y.z').kind ? 'works' : 'fails');
  `,
  node: `
    import { defaultAuth } from '@clio/node';
    const auth = defaultAuth({ env: { CLIO_TOKEN: 'abc' } });
    const credential = await auth({ server: 'http://clio.test' });
    console.log(credential.kind === 'bearer' && credential.token === 'abc' ? 'works' : 'fails');
  `,
  sandbox: `
    import { createSandbox } from '@clio/sandbox';
    const sandbox = await createSandbox({ sample: true });
    const [token] = Object.values(sandbox.tokens);
    const answer = await sandbox.fetch(\`\${sandbox.server}/v2/datasets\`, {
      headers: { authorization: \`Bearer \${token}\` },
    });
    console.log(answer.status === 200 ? 'works' : 'fails');
    await sandbox.close();
  `,
};

/** Folders of all packages that a package needs at run time, its own siblings left out. */
function dependenciesOf(folder: string, found = new Map<string, string>()): Map<string, string> {
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    if (name.startsWith('@clio/')) continue;
    let at = folder;
    while (!existsSync(join(at, 'node_modules', name)) && dirname(at) !== at) at = dirname(at);
    if (!existsSync(join(at, 'node_modules', name))) continue;
    const real = realpathSync(join(at, 'node_modules', name));
    if (found.has(real)) continue;
    found.set(real, name);
    dependenciesOf(real, found);
  }
  return found;
}

describe('each package, packed and installed by npm alone', () => {
  let work = '';
  let registry: Registry;
  let env: NodeJS.ProcessEnv;

  const must = (outcome: Outcome): Outcome => {
    expect(outcome.code, outcome.stderr + outcome.stdout).toBe(0);
    return outcome;
  };

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'clio-packages-'));
    const tarballs = join(work, 'tarballs');
    mkdirSync(tarballs);
    env = {
      ...process.env,
      npm_config_cache: join(work, 'cache'),
      npm_config_userconfig: join(work, 'npmrc'),
    };
    for (const name of published) {
      must(
        await run('pnpm', ['pack', '--pack-destination', tarballs], {
          cwd: join(packages, name),
          env,
        }),
      );
    }
    const others = new Map(published.flatMap((name) => [...dependenciesOf(join(packages, name))]));
    for (const [index, folder] of [...others.keys()].entries()) {
      // As it was installed: a registry serves the same files below `package/`.
      const copy = join(work, 'copies', String(index));
      const own = (path: string) => !path.slice(folder.length).includes('node_modules');
      cpSync(folder, join(copy, 'package'), { recursive: true, filter: own });
      must(await run('tar', ['-czf', join(tarballs, `other-${index}.tgz`), '-C', copy, 'package']));
    }
    registry = await serveRegistry(readdirSync(tarballs).map((file) => join(tarballs, file)));
    env.npm_config_registry = registry.url;
  });

  afterAll(async () => {
    await registry?.close();
    rmSync(work, { recursive: true, force: true });
  });

  const install = async (name: string): Promise<string> => {
    const folder = join(work, name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    must(
      await run(
        'npm',
        ['install', '--no-audit', '--no-fund', '--ignore-scripts', `@clio/${name}`],
        { cwd: folder, env },
      ),
    );
    return folder;
  };

  for (const [name, program] of Object.entries(firstUse)) {
    it(`@clio/${name} imports, compiles and works`, async () => {
      const folder = await install(name);
      writeFileSync(join(folder, 'first-use.mts'), program);
      writeFileSync(
        join(folder, 'tsconfig.json'),
        JSON.stringify({
          compilerOptions: {
            module: 'NodeNext',
            target: 'ES2022',
            lib: ['ES2023', 'DOM', 'DOM.Iterable', 'DOM.AsyncIterable'],
            types: [],
            strict: true,
            outDir: 'out',
            rootDir: '.',
          },
          include: ['first-use.mts'],
        }),
      );
      must(await run(process.execPath, [compiler, '-p', '.'], { cwd: folder, env }));
      const outcome = must(
        await run(process.execPath, ['out/first-use.mjs'], { cwd: folder, env }),
      );
      expect(outcome.stdout).toBe('works\n');
      expect(outcome.stderr).toBe('');
    });
  }

  it('@clio/core brings none of the others', () => {
    expect(readdirSync(join(work, 'core', 'node_modules', '@clio'))).toEqual(['core']);
  });

  it('@clio/cli puts clio on the PATH', async () => {
    const folder = await install('cli');
    const { version } = JSON.parse(readFileSync(join(packages, 'cli', 'package.json'), 'utf8'));
    const outcome = must(
      await run(join(folder, 'node_modules', '.bin', 'clio'), ['--version'], { cwd: folder, env }),
    );
    expect(outcome.stdout).toContain(version);
  });
});

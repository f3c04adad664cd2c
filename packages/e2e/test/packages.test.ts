import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pack } from '../src/pack.js';
import { type Registry, serveRegistry } from '../src/registry.js';
import { must, run } from '../src/run.js';

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

describe('each package, packed and installed by npm alone', () => {
  let work = '';
  let registry: Registry;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'clio-packages-'));
    env = {
      ...process.env,
      npm_config_cache: join(work, 'cache'),
      npm_config_userconfig: join(work, 'npmrc'),
    };
    registry = await serveRegistry(await pack(published, work, env));
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

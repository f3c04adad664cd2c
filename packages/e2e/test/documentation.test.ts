import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSandbox, type Sandbox } from '@clio/sandbox';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CodeBlock, codeBlocks } from '../src/documentation.js';
import { binary } from '../src/places.js';
import { run } from '../src/run.js';
import { checkFiles, mayPrintToken, watchFor } from '../src/secrets.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const compiler = join(root, 'node_modules/typescript/bin/tsc');
const documents = [
  'README.md',
  ...readdirSync(join(root, 'packages')).map((name) => join('packages', name, 'README.md')),
].filter((file) => existsSync(join(root, file)) && !file.includes('fixtures'));

/** Languages of blocks that show data rather than run; a `text` block shows what the block before printed. */
const shown = new Set(['text', 'csv', 'tsv', 'json', 'jsonc']);

/**
 * `npm` in a document: what it names must exist. What `npm start` and `npm test` do is tested by
 * running them, which a document's test cannot do without running itself.
 */
const npm = `#!/usr/bin/env bash
set -e
case "$1" in
  start|test) grep -q "\\"$1\\": \\"node scripts/run.mjs" "${root}package.json" ;;
  run) grep -q "\\"$2\\": \\"" "${root}package.json" ;;
  install|i)
    for word in "\${@:2}"; do
      case "$word" in
        -*) ;;
        @clio/*) test -f "${root}packages/\${word#@clio/}/package.json" ;;
        *) echo "no such package here: $word" >&2; exit 1 ;;
      esac
    done ;;
  *) echo "npm $1 is not for documents" >&2; exit 1 ;;
esac
`;

describe.each(documents)('code blocks of %s', (document) => {
  let work = '';
  let modules = '';
  let sandbox: Sandbox;
  let env: NodeJS.ProcessEnv;
  let printed = '';
  const blocks = codeBlocks(join(root, document));

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'clio-documents-'));
    // Below this package, so that \`@clio/...\` resolves to the built packages.
    mkdirSync(join(root, 'packages/e2e/node_modules'), { recursive: true });
    modules = mkdtempSync(join(root, 'packages/e2e/node_modules/.documents-'));
    const bin = join(work, 'bin');
    mkdirSync(bin);
    const clio = `#!/bin/sh\nexec "${process.execPath}" "${binary}" "$@"\n`;
    writeFileSync(join(bin, 'clio'), clio, { mode: 0o755 });
    writeFileSync(join(bin, 'npm'), npm, { mode: 0o755 });
    sandbox = await createSandbox({ sample: true });
    watchFor(sandbox.tokens);
    const { server } = await sandbox.listen({ port: 0, dvidPort: 0 });
    env = {
      PATH: `${bin}:${process.env.PATH}`,
      HOME: work,
      CLIO_SERVER: server,
      CLIO_TOKEN: sandbox.tokens.annotator,
      CLIO_DATASET: 'hemibrain',
    };
  });

  afterAll(async () => {
    await sandbox?.close();
    for (const folder of [work, modules]) checkFiles(folder);
    rmSync(work, { recursive: true, force: true });
    rmSync(modules, { recursive: true, force: true });
  });

  const runShell = async ({ code, exit }: CodeBlock): Promise<void> => {
    const outcome = await run('bash', ['-euo', 'pipefail', '-c', code], {
      cwd: work,
      env,
      mayPrintToken: mayPrintToken(code),
    });
    expect(outcome.code, `${code}\n${outcome.stdout}${outcome.stderr}`).toBe(exit);
    printed = outcome.stdout;
  };

  const runProgram = async ({ code, line }: CodeBlock): Promise<void> => {
    const file = join(modules, `line-${line}.mjs`);
    writeFileSync(
      file,
      (await transform(code, { loader: 'ts', format: 'esm', target: 'es2022' })).code,
    );
    const outcome = await run(process.execPath, [file], { cwd: work, env });
    expect(outcome.code, outcome.stdout + outcome.stderr).toBe(0);
    printed = outcome.stdout;
  };

  it.each(blocks)('line $line ($language)', async (block) => {
    if (block.file) writeFileSync(join(work, block.file), block.code);
    if (block.language === 'sh') await runShell(block);
    else if (block.language === 'ts') await runProgram(block);
    else if (block.language === 'text' && !block.file) expect(printed).toBe(block.code);
    else expect([...shown]).toContain(block.language);
  });

  it('has programs that compile', async () => {
    const programs = blocks.filter(({ language }) => language === 'ts');
    if (programs.length === 0) return;
    for (const { code, line } of programs) {
      writeFileSync(join(modules, `line-${line}.ts`), `${code}\nexport {};\n`);
    }
    writeFileSync(
      join(modules, 'tsconfig.json'),
      JSON.stringify({
        extends: join(root, 'packages/presets/tsconfig.json'),
        compilerOptions: { types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
        include: ['*.ts'],
      }),
    );
    const outcome = await run(process.execPath, [compiler, '-p', modules], { cwd: modules, env });
    expect(outcome.stdout).toBe('');
  });
});

it('finds the blocks of a document', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'clio-blocks-')), 'x.md');
  writeFileSync(file, 'Text\n```sh exit=3\nclio x\n```\n\n```csv file=a.csv\nbodyid\n```\n');
  expect(codeBlocks(file)).toEqual([
    { language: 'sh', file: undefined, exit: 3, code: 'clio x\n', line: 2 },
    { language: 'csv', file: 'a.csv', exit: 0, code: 'bodyid\n', line: 6 },
  ]);
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('```sh');
});

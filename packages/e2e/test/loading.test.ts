import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.js';

// What makes `clio` start fast is what it does not load. How long it takes is measured by the benchmark; here is
// checked that nobody brings back, by an import, what has been kept out.

const clio = fileURLToPath(new URL('../../cli/bin/clio.js', import.meta.url));

const heavy = {
  sockets: 'net',
  requests: 'http',
  encryption: 'crypto',
  decompression: 'zlib',
  'the built-in fetch': 'internal/deps/undici/undici',
  'web streams': 'internal/webstreams/readablestream',
  'other programs': 'child_process',
  terminals: 'tty',
  files: 'internal/fs/promises',
};

let folder: string;
let server: Server;
const answers: Readonly<Record<string, string>> = {
  '/v2/datasets': '{"VNC":{"title":"VNC","uuid":"9bc01e","tag":"v1.0"}}',
  '/v2/datasets/VNC': '{"title":"VNC","uuid":"9bc01e","tag":"v1.0"}',
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clio-loading-'));
  writeFileSync(
    join(folder, 'loaded.cjs'),
    `const before = new Set(process.moduleLoadList);
    process.on('exit', () => {
      const builtins = process.moduleLoadList.filter((one) => !before.has(one));
      require('fs').writeFileSync(
        ${JSON.stringify(join(folder, 'loaded.json'))},
        JSON.stringify({ builtins, files: Object.keys(require.cache) }),
      );
    });`,
  );
  server = createServer((request, response) => {
    const answer = answers[new URL(request.url ?? '', 'http://a').pathname];
    // Without a length, as well: the answer comes in one piece.
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    response.end(answer ?? '{"detail":"Not Found"}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** Runs a command; gives which of the heavy parts of Node and which of our files it loaded. */
async function loadedBy(...args: string[]) {
  const { port } = server.address() as AddressInfo;
  const outcome = await run(process.execPath, ['-r', join(folder, 'loaded.cjs'), clio, ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      CLIO_SERVER: `http://127.0.0.1:${port}`,
      CLIO_TOKEN: 'a'.repeat(64),
      CLIO_DATASET: 'VNC',
    },
  });
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  const loaded = JSON.parse(readFileSync(join(folder, 'loaded.json'), 'utf8')) as {
    readonly builtins: readonly string[];
    readonly files: readonly string[];
  };
  const builtins = new Set(loaded.builtins.map((one) => one.replace('NativeModule ', '')));
  return {
    parts: Object.entries(heavy)
      .filter(([, name]) => builtins.has(name))
      .map(([part]) => part),
    files: loaded.files
      .map((file) => basename(file).replace(/-.*$/, ''))
      .filter((name) => name !== 'loaded.cjs'),
  };
}

describe('what a command loads', () => {
  it('is next to nothing for its version', async () => {
    expect(await loadedBy('--version')).toEqual({
      parts: [],
      files: ['clio.js', 'main.js', 'version'],
    });
  });

  it('is the commands, for help', async () => {
    const { parts, files } = await loadedBy('dataset', 'list', '--help');
    expect(parts).toEqual([]);
    expect(files).toEqual(['clio.js', 'main.js', 'version', 'start', 'rolldown']);
  });

  it('is no way to a server, for completion', async () => {
    const { parts, files } = await loadedBy('__complete', '--', 'dataset', '');
    expect(parts).toEqual([]);
    expect(files).not.toContain('online');
    await loadedBy('__complete', '--', 'dataset', 'view', 'V');
    const second = await loadedBy('__complete', '--', 'dataset', 'view', 'V');
    expect(second.parts).toEqual([]);
    expect(second.files).not.toContain('online');
  });

  it.each([['dataset list'], ['dataset view VNC']])(
    'is requests and no more of Node, for %s',
    async (words) => {
      const { parts, files } = await loadedBy(...words.split(' '));
      expect(parts).toEqual(['sockets', 'requests']);
      expect(files).toContain('online');
      expect(files.length).toBeLessThan(12);
    },
  );
});

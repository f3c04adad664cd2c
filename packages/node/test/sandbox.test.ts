import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, fetchDatasets, fetchRoles, NetworkError } from '@clio/core';
import { createSandbox } from '@clio/sandbox';
import { afterAll, expect, it } from 'vitest';
import { defaultAuth, nodeFetch, resolveSettings, saveToken } from '../src/index.js';

const home = mkdtempSync(join(tmpdir(), 'clio-node-'));
const now = '2026-11-23T12:00:00Z';
const sandbox = createSandbox({
  now,
  state: {
    users: {
      ada: { token: 'a'.repeat(64), email: 'ada@lab.example', permissions_v2: { MB: ['view'] } },
    },
    datasets: { MB: { description: 'mushroom body' } },
  },
});

afterAll(async () => {
  await sandbox.close();
  rmSync(home, { recursive: true, force: true });
});

it('a script needs no more than this', async () => {
  const { server } = await sandbox.listen();
  const env = { HOME: home, PATH: '', CLIO_SERVER: server, CLIO_TOKEN: '' };
  const settings = await resolveSettings({ env, cwd: home });
  const client = createClient({
    server: settings.server.value,
    auth: defaultAuth({ env }),
    fetch: nodeFetch({ env }),
    retry: 0,
  });
  await expect(fetchRoles(client)).rejects.toThrow(
    `CLIO_TOKEN is not set. No token is saved for ${server}. gcloud is not installed.`,
  );
  await saveToken(server, 'b'.repeat(64), { env });
  await expect(fetchRoles(client)).rejects.toMatchObject({
    code: 'authentication',
    source: `saved token for ${server}`,
  });
  await saveToken(server, sandbox.tokens.ada ?? '', { env });
  expect(await fetchRoles(client)).toMatchObject({ email: 'ada@lab.example' });
  expect((await fetchDatasets(client)).map(({ id }) => id)).toEqual(['MB']);

  const cut = { path: '/v2/datasets', fault: 'cut' } as const;
  sandbox.faults.add([
    { ...cut, count: 1 },
    { ...cut, count: 1, afterBytes: 10 },
    { path: '/v2/datasets', fault: 'hang' },
  ]);
  await expect(fetchDatasets(client)).rejects.toMatchObject({ code: 'network' });
  await expect(fetchDatasets(client)).rejects.toMatchObject({ code: 'network' });
  const control = new AbortController();
  const hanging = fetchDatasets(client, { signal: control.signal });
  control.abort(new Error('enough'));
  await expect(hanging).rejects.toThrow('enough');
});

it('a server that is away is a NetworkError', async () => {
  const client = createClient({
    server: 'http://127.0.0.1:9',
    auth: 'x',
    fetch: nodeFetch({ env: {} }),
    retry: 0,
  });
  await expect(fetchRoles(client)).rejects.toThrow(NetworkError);
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, it } from 'vitest';
import { createClient } from '../client/createClient.js';

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that sends a little whenever it is asked to, and never ends. */
async function endless(): Promise<{ address: string; more: () => void }> {
  let more = () => {};
  const started = createServer((_, response) => {
    more = () => response.write('x'.repeat(100));
    more();
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, more: () => more() };
}

it('an abort ends a body also after garbage has been collected', async () => {
  const { address, more } = await endless();
  const caller = new AbortController();
  const client = createClient({ server: address });
  const { body } = await client.send({
    method: 'GET',
    path: ['x'],
    limitBody: false,
    signal: caller.signal,
  });
  const reader = body?.getReader();
  for (let turn = 0; turn < 20; turn++) {
    await reader?.read();
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
    more();
  }
  await reader?.read();
  const next = reader?.read();
  const reason = new Error('enough');
  caller.abort(reason);
  await expect(next).rejects.toBe(reason);
}, 5_000);

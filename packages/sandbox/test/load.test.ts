import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createGunzip } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, type StateDocument } from '../src/index.js';
import { as } from './staged.js';

/*
 * Many records, read by four clients at once while a fifth writes. Nothing here is timed: a reader
 * that does not read on must hold up nobody, and what is made for it must stay small.
 */
const count = 20_000;
const neurons = '/v2/json-annotations/MB/neurons';
const dvidAll = '/api/node/5b1e4f/segmentation_annotations/all?show=all';
let sandbox: Sandbox;

function state(): StateDocument {
  const stamp = { user: 'ann@lab.example', time: '2024-03-01T10:00:00Z' };
  const records = Array.from({ length: count }, (_, i) => ({
    bodyid: 1_000_000 + i,
    type: `type${i % 500}`,
    type_user: stamp.user,
    type_time: stamp.time,
    position: [i, 2 * i, 3 * i],
    notes: `note ${'of some length '.repeat(70)}`,
    notes_user: stamp.user,
    notes_time: stamp.time,
  }));
  return {
    users: {
      ann: {
        token: 'ann-token',
        email: 'ann@lab.example',
        permissions_v2: { MB: ['edit', 'view'] },
      },
    },
    datasets: { MB: { description: 'large', dvid: '{{dvid}}', uuid: '5b1e4f' } },
    repos: [
      {
        instances: { segmentation_annotations: { typename: 'neuronjson' } },
        versions: [
          { uuid: '5b1e4f', locked: false, data: { segmentation_annotations: { records } } },
        ],
      },
    ],
  };
}

beforeAll(async () => {
  sandbox = createSandbox({ state: state() });
  await sandbox.listen();
});
afterAll(() => sandbox.close());

/** A request whose answer has begun, and is read no further. */
async function stalled(address: string, path: string, headers = ''): Promise<Socket> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.write(
    `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ann-token\r\n${headers}\r\n`,
  );
  await once(socket, 'readable');
  return socket;
}

async function write(bodyid: number, type: string): Promise<number> {
  const response = await fetch(`${sandbox.server}${neurons}`, {
    ...as('ann-token'),
    method: 'POST',
    body: JSON.stringify({ bodyid, type }),
  });
  return response.status;
}

async function readOne(bodyid: number): Promise<unknown> {
  return (await fetch(`${sandbox.server}${neurons}/id-number/${bodyid}`, as('ann-token'))).json();
}

describe('many records', () => {
  test('readers that stand still hold up no writer, and little is made for them', async () => {
    const readers = await Promise.all([
      stalled(sandbox.server, `${neurons}/all?show=all`),
      stalled(sandbox.server, `${neurons}/all?show=all`),
      stalled(sandbox.dvid, dvidAll),
      stalled(sandbox.dvid, dvidAll, 'accept-encoding: gzip\r\n'),
    ]);
    for (let i = 0; i < 20; i++) {
      expect(await write(1_000_000 + i, 'written meanwhile')).toBe(200);
      expect(await readOne(1_000_000 + i)).toMatchObject([{ type: 'written meanwhile' }]);
    }
    const plain = sandbox.requests.filter(({ path }) => path.includes('all?')).slice(0, 3);
    for (const { bytes } of plain) {
      // The kernel buffers some megabytes of a connection.
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThan(15_000_000);
    }
    for (const reader of readers) reader.destroy();
  });

  test('four readers at once get every record whole, while a fifth writes', async () => {
    const reading = [
      readAll(`${sandbox.server}${neurons}/all?show=all`),
      readAll(`${sandbox.server}${neurons}/all`),
      readAll(`${sandbox.dvid}${dvidAll}`),
      readAll(`${sandbox.dvid}${dvidAll}`),
    ];
    let writes = 0;
    let read = 0;
    for (const reader of reading) void reader.then(() => read++);
    while (read < reading.length) {
      expect(await write(1_000_100 + (writes % 50), `write ${writes}`)).toBe(200);
      writes++;
    }
    for (const ids of await Promise.all(reading)) expect(ids.size).toBe(count);
    expect(writes).toBeGreaterThan(4);
  });

  test('gzip: the same records, one member', async () => {
    const socket = await stalled(sandbox.dvid, dvidAll, 'accept-encoding: gzip\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    const answer = Buffer.concat(chunks);
    const head = answer.toString('latin1', 0, answer.indexOf('\r\n\r\n'));
    expect(head).toMatch(/content-encoding: gzip/i);
    expect(head).toMatch(/transfer-encoding: chunked/i);
    const gunzip = createGunzip();
    const texts: Buffer[] = [];
    gunzip.on('data', (text) => texts.push(text));
    gunzip.end(unchunked(answer));
    await once(gunzip, 'end');
    expect(JSON.parse(Buffer.concat(texts).toString())).toHaveLength(count);
  });

  test('clients that go away in the middle leave nothing behind', async () => {
    for (let i = 0; i < 40; i++) {
      const reader = await stalled(
        i % 2 === 0 ? sandbox.server : sandbox.dvid,
        i % 2 === 0 ? `${neurons}/all?show=all` : dvidAll,
        i % 4 === 1 ? 'accept-encoding: gzip\r\n' : '',
      );
      reader.destroy();
    }
    expect(await readOne(1_000_500)).toMatchObject([{ bodyid: 1_000_500 }]);
    await sandbox.close();
    await sandbox.listen();
    expect(await readOne(1_000_500)).toMatchObject([{ bodyid: 1_000_500 }]);
  });
});

/** The body ids of an answer that is whole. */
async function readAll(address: string): Promise<Set<string>> {
  const sent = get(address, as('ann-token'));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  expect(text.startsWith('[{') && text.endsWith('}]')).toBe(true);
  return new Set(text.match(/"bodyid":\d+/g));
}

/** The body of an answer with chunked framing. */
function unchunked(answer: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = answer.indexOf('\r\n\r\n') + 4; ; ) {
    const end = answer.indexOf('\r\n', at);
    const size = Number.parseInt(answer.toString('latin1', at, end), 16);
    if (size === 0) return Buffer.concat(parts);
    parts.push(answer.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

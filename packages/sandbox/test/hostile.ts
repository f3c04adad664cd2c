import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, vi } from 'vitest';
import { seededRandom } from '../src/faults/seededRandom.js';
import { createSandbox } from '../src/index.js';
import { staged } from './staged.js';

/** A request as a hostile client would send it. */
interface Hostile {
  readonly target: 'clio' | 'dvid';
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const clioStatuses = [200, 302, 400, 401, 403, 404, 405, 422, 500, 501, 502, 503];
const dvidStatuses = [200, 204, 206, 307, 400, 404, 416, 500, 501];

/**
 * Sends so many requests from a seeded generator, and checks that each answer is of a kind that the
 * real servers give, that the sandbox has not failed at any, and that memory does not grow.
 */
export async function beHostile(count: number, seed: number): Promise<void> {
  const failures = vi.spyOn(console, 'error').mockImplementation(() => {});
  const sandbox = createSandbox({ state: staged, random: seededRandom(seed) });
  const { server, dvid } = await sandbox.listen();
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const random = seededRandom(seed);
  const round = Math.min(5000, Math.ceil(count / 4));
  const heaps: number[] = [];
  try {
    for (let done = 0; done < count; done += round) {
      await Promise.all(
        Array.from({ length: Math.min(round, count - done) }, async (_, i) => {
          const hostile = generate(random);
          const at = `request ${done + i} of seed ${seed}: ${hostile.target} ${hostile.method} ${hostile.path} ${hostile.body?.toString('latin1').slice(0, 300)}`;
          check(
            hostile,
            await send(agent, hostile.target === 'dvid' ? dvid : server, hostile, at),
            at,
          );
        }),
      );
      expect(failures.mock.calls).toEqual([]);
      await sandbox.reset();
      heaps.push(collectedHeap());
    }
    // The first rounds compile and cache; what is left then must not grow with each further one.
    const [, settled = 0] = heaps;
    expect((heaps.at(-1) ?? 0) - settled).toBeLessThan(40_000_000);
  } finally {
    failures.mockRestore();
    agent.destroy();
    await sandbox.close();
  }
}

function check(sent: Hostile, answer: Answer, at: string): void {
  const type = answer.headers['content-type'] ?? '';
  if (sent.target === 'dvid') {
    expect(dvidStatuses, at).toContain(answer.status);
    return;
  }
  expect(clioStatuses, at).toContain(answer.status);
  const crashed = answer.status === 500 && type.startsWith('text/plain');
  if (crashed) {
    expect(answer.body, at).toBe('Internal Server Error');
    expect(answer.headers['access-control-allow-origin'], at).toBeUndefined();
    return;
  }
  if (!sent.path.startsWith('/api/v1/')) {
    expect(answer.headers['access-control-allow-origin'], at).toBeDefined();
  }
  if (answer.status === 405) expect(answer.body, at).toMatch(/^$|Method Not Allowed/);
  if (answer.status >= 400 && type.startsWith('application/json') && answer.body !== '') {
    const json: unknown = JSON.parse(answer.body);
    expect(Object.keys(json as object), at).toHaveLength(1);
  }
}

function send(agent: Agent, address: string, hostile: Hostile, at: string): Promise<Answer> {
  const { hostname, port } = new URL(address);
  const { method, path, headers, body } = hostile;
  return new Promise((resolve, reject) => {
    const sent = request({
      agent,
      host: hostname,
      port,
      method,
      path,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': body.length }) },
    });
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', (error) => reject(new Error(at, { cause: error })));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', (error) => reject(new Error(at, { cause: error })));
    sent.end(body);
  });
}

function collectedHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

const words = [
  'MB',
  'OL',
  'nosuch',
  'manc:v1.0',
  'neurons',
  'all',
  'fields',
  'query',
  'key',
  'keys',
  'keyvalues',
  'keyrange',
  'segmentation_annotations',
  'segmentation',
  'bag',
  '5b1e4f',
  '4a0d3e',
  '4a',
  '5b1e4f:master',
  ':master~1',
  ':',
  '~',
  'a:b:c',
  'v0.1',
  'v9',
  '1001',
  '7',
  '0',
  '-1',
  '+5',
  '007',
  '18446744073709551616',
  '720575940621522189',
  '1e3',
  'schema',
  'json_schema',
  '..',
  '.',
  '',
  '%2F',
  '%zz',
  '%00',
  '%F0%9F%A7%A0',
  '%ff',
  'a'.repeat(300),
  'null',
  '*',
  "';--",
  '<b>',
  '__proto__',
  'constructor',
  'toString',
];
const clioRoutes = [
  '/v2/json-annotations/W/neurons/W',
  '/v2/json-annotations/W/neurons/id-number/W',
  '/v2/json-annotations/MB/neurons',
  '/v2/json-annotations/MB/neurons/query',
  '/v2/json-annotations/MB/neurons/all',
  '/v2/json-annotations/MB/neurons/id-number/W',
  '/v2/json-annotations/MB/neurons/tag_to_uuid/W',
  '/v2/json-annotations/MB/neurons/uuid_to_tag/W',
  '/v2/datasets',
  '/v2/datasets/W',
  '/v2/annotations/W',
  '/v2/annotations/MB/W',
  '/v2/atlas/W',
  '/v2/kv/W',
  '/v2/kv/W/W',
  '/v2/savedsearches/W',
  '/v2/pull-request',
  '/v2/roles',
  '/v2/users',
  '/v2/server/token',
  '/v2/server/refresh-caches',
  '/v2/site-reports',
  '/v2/volumes',
  '/v2/volumes/W',
  '/v2/signatures/atlocation/W',
  '/v2/neuprint/W/W',
  '/v2/transfer/',
  '/profile',
  '/login',
  '/logout',
  '/',
  '/docs',
  '/openapi.json',
  '/test/W/W',
  '/W/W/W',
  '/api/v1/W',
  '//v2//W',
];
const dvidRoutes = [
  '/api/node/W/segmentation_annotations/W',
  '/api/node/5b1e4f/segmentation_annotations/W',
  '/api/node/5b1e4f/segmentation_annotations/key/W',
  '/api/node/5b1e4f/segmentation_annotations/keyrange/W/W',
  '/api/node/5b1e4f/segmentation_annotations/keyrangevalues/W/W',
  '/api/node/5b1e4f/segmentation_annotations/query',
  '/api/node/5b1e4f/segmentation_annotations/keyvalues',
  '/api/node/4a0d3e/segmentation_annotations/query',
  '/api/node/4a0d3e/segmentation_annotations/W/W',
  '/api/node/5b1e4f/segmentation/W/W',
  '/api/node/5b1e4f/bag/key/W',
  '/api/node/5b1e4f/bag/W/W',
  '/api/node/W/W',
  '/api/node/W/commit',
  '/api/node/W/newversion',
  '/api/node/W/branch',
  '/api/node/W/tag',
  '/api/repo/W/W',
  '/api/repos',
  '/api/repos/info',
  '/api/server/W',
  '/api/W',
  '/W/W',
];
const parameters = [
  'version',
  'show',
  'replace',
  'conditional',
  'onlyid',
  'cursor',
  'size',
  'designated_user',
  'fields',
  'u',
  'json',
  'tar',
  'counts',
  'x',
  'y',
  'z',
  'user',
  'groups',
  'redirect',
  'dsg_token',
  'timestamp',
  'templates',
  'move_key',
  'user_email',
  'app',
  'nolookup',
  'supervoxels',
];
const methods = [
  'GET',
  'GET',
  'GET',
  'POST',
  'POST',
  'POST',
  'PUT',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PATCH',
];
const types = [
  'application/json',
  'application/json',
  'application/json',
  'text/plain',
  'application/vnd.x+json',
  'application/json; charset=latin1',
  'multipart/form-data',
  '',
];
const fields = [
  'bodyid',
  'type',
  'class',
  'type_user',
  'type_time',
  'user',
  'kind',
  'pos',
  'title',
  'note',
  'parent',
  'uuid',
  'branch',
  'description',
  'tag',
  'prop',
  'tags',
  '',
  '__proto__',
  'a/b',
  'é',
  '_timestamp',
];

function generate(random: () => number): Hostile {
  const pick = <Item>(items: readonly Item[]): Item =>
    items[Math.floor(random() * items.length)] as Item;
  const chance = (share: number) => random() < share;
  const target = pick(['clio', 'dvid'] as const);

  function value(depth: number): string {
    switch (Math.floor(random() * (depth > 3 ? 7 : 10))) {
      case 0:
        return pick([
          '0',
          '7',
          '-1',
          '1001',
          '1.5',
          '1e400',
          '-0',
          '18446744073709551615',
          '18446744073709551616',
          '1e-7',
          '9'.repeat(5000),
          'NaN',
          'Infinity',
          '007',
        ]);
      case 1:
        return JSON.stringify(pick(words));
      case 2:
        return JSON.stringify(
          pick([
            're/a.*',
            're/(',
            're/(?=x)',
            're/\\d+$',
            'exists/0',
            'exists/1',
            '<&>',
            '\u2028',
            '\ud800',
            'x'.repeat(2000),
          ]),
        );
      case 3:
        return pick(['true', 'false', 'null']);
      case 4:
      case 5:
        return `"${pick(['point', 'sphere', 'A', 'ann@lab.example', '2024-03-01T10:00:00Z'])}"`;
      case 6:
        return String(Math.floor(random() * 2000));
      case 7:
        return `[${Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1)).join(',')}]`;
      default: {
        const members = Array.from(
          { length: Math.floor(random() * 4) },
          () => `${JSON.stringify(pick(fields))}:${value(depth + 1)}`,
        );
        if (depth === 0 && chance(0.7))
          members.push(`"bodyid":${pick(['7', '1001', '5', '720575940621522189'])}`);
        return `{${members.join(',')}}`;
      }
    }
  }

  function body(): Buffer | undefined {
    if (chance(0.3)) return undefined;
    if (chance(0.03)) return Buffer.from('['.repeat(2000));
    const text = Buffer.from(value(0));
    if (chance(0.15) && text.length > 0)
      text[Math.floor(random() * text.length)] = Math.floor(random() * 256);
    return chance(0.05) ? text.subarray(0, Math.floor(random() * text.length)) : text;
  }

  let path = pick(target === 'clio' ? clioRoutes : dvidRoutes).replace(/W/g, () => pick(words));
  if (chance(0.5)) {
    const query = Array.from(
      { length: 1 + Math.floor(random() * 3) },
      () =>
        `${pick(parameters)}=${pick([...words, 'all', 'true', 'false', '1', 'type,class', 'ann@lab.example', '&', '#', '+'])}`,
    );
    path += `?${query.join('&')}`;
  }
  const headers: Record<string, string> = {};
  if (chance(0.9))
    headers.authorization = pick([
      'Bearer ann-token',
      'Bearer ann-token',
      'Bearer ann-token',
      'bearer rita-token',
      'Bearer x',
      'Basic YTpi',
      'Bearer',
    ]);
  const type = pick(types);
  if (type !== '') headers['content-type'] = type;
  if (chance(0.1)) headers.cookie = pick(['dsg_token=ann-token', 'dsg_token=', 'a=b; c', ';;=']);
  if (chance(0.1)) headers.origin = pick(['https://pages.example', 'null']);
  if (chance(0.1)) headers['accept-encoding'] = 'gzip';
  // Node's client lets no such characters out; in a path they are percent-encoded or a 400 anyway.
  return {
    target,
    method: pick(methods),
    path: path.replace(/[^\x21-\x7e]/g, '%20'),
    headers,
    body: body(),
  };
}

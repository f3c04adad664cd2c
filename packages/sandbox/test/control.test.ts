import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../src/index.js';
import { all, as, neurons, staged } from './staged.js';

let sandbox: Sandbox;
let control: string;
beforeAll(async () => {
  sandbox = createSandbox({ state: staged });
  control = `${(await sandbox.listen()).server}/__sandbox`;
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

async function call(
  method: string,
  name: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${control}/${name}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  expect(response.headers.get('content-type')).toBe('application/json');
  return {
    status: response.status,
    headers: response.headers,
    json: (await response.json()) as never,
  };
}

const type = async () => {
  const response = await fetch(
    `${sandbox.server}${neurons}/id-number/7?show=time`,
    as('ann-token'),
  );
  return ((await response.json()) as { type: string; type_time: string }[])[0];
};
const write = (value: string) =>
  fetch(`${sandbox.server}${neurons}`, {
    ...as('ann-token'),
    method: 'POST',
    body: JSON.stringify({ bodyid: 7, type: value }),
  });

describe('the control interface', () => {
  test('reads the state out and puts one in, which answers with the tokens', async () => {
    const { status, json } = await call('GET', 'state');
    expect(status).toBe(200);
    expect(json).toMatchObject(staged);
    await write('changed');
    expect((await call('PUT', 'state', json)).json).toEqual({
      tokens: { ann: 'ann-token', rita: 'rita-token', nobody: 'nobody-token' },
    });
    expect((await type())?.type).toBe('DPM');
    const other = { users: { zoe: { token: 'z', email: 'zoe@lab.example' } } };
    expect((await call('PUT', 'state', other)).json).toEqual({ tokens: { zoe: 'z' } });
    expect((await fetch(`${sandbox.server}${all}`, as('ann-token'))).status).toBe(401);
    expect((await call('POST', 'reset')).json).toEqual({
      tokens: { ann: 'ann-token', rita: 'rita-token', nobody: 'nobody-token' },
    });
    expect((await type())?.type).toBe('DPM');
  });

  test('keeps 64-bit integers through the state', async () => {
    const text = await (await fetch(`${control}/state`)).text();
    expect(text).toContain('720575940621522189');
    await call('PUT', 'state', JSON.parse(text));
    const response = await fetch(
      `${sandbox.server}${neurons}/id-number/720575940621522189`,
      as('ann-token'),
    );
    expect(await response.text()).toBe(
      '[{"bodyid":720575940621522189,"sv":80152954824646675,"type":"APL"}]',
    );
  });

  test('adds faults, lists and drops them', async () => {
    const fault = { path: '/v2/**', fault: 'status', status: 503 };
    expect((await call('POST', 'faults', [fault])).json).toEqual([fault]);
    await call('POST', 'faults', [{ fault: 'hang', skip: 1 }]);
    expect((await call('GET', 'faults')).json).toEqual([fault, { fault: 'hang', skip: 1 }]);
    expect((await fetch(`${sandbox.server}${all}`, as('ann-token'))).status).toBe(503);
    expect((await call('DELETE', 'faults')).json).toEqual([]);
    expect((await fetch(`${sandbox.server}${all}`, as('ann-token'))).status).toBe(200);
  });

  test('is met by no fault itself, and not recorded', async () => {
    await call('POST', 'faults', [{ fault: 'cut' }]);
    expect((await call('GET', 'requests')).json).toEqual([]);
    await call('POST', 'reset');
    expect((await call('GET', 'faults')).json).toEqual([]);
  });

  test('tells which requests arrived', async () => {
    await write('x');
    const { json } = await call('GET', 'requests');
    expect(json).toEqual([
      {
        time: expect.any(String),
        target: 'clio',
        method: 'POST',
        path: neurons,
        status: 200,
        bytes: 4,
      },
    ]);
    expect((await call('DELETE', 'requests')).json).toEqual([]);
  });

  test('sets and advances the clock', async () => {
    expect((await call('POST', 'clock', { now: '2033-01-02T03:04:05+01:00' })).json).toEqual({
      now: '2033-01-02T02:04:05.000Z',
    });
    expect((await call('POST', 'clock', { advanceMs: 2000 })).json).toEqual({
      now: '2033-01-02T02:04:07.000Z',
    });
    await write('later');
    expect(new Date((await type())?.type_time ?? '').toISOString()).toBe(
      '2033-01-02T02:04:07.000Z',
    );
    expect((await call('GET', 'clock')).json).toEqual({ now: '2033-01-02T02:04:07.000Z' });
  });

  test.each<[string, string, unknown, string]>([
    ['POST', 'faults', [{ fault: 'status', status: 'x' }], '/0/status'],
    ['POST', 'faults', [{ fault: 'nap' }], '/0/fault'],
    ['POST', 'faults', '[', ''],
    ['POST', 'faults', '', ''],
    ['POST', 'clock', {}, ''],
    ['POST', 'clock', { now: 'noon' }, '/now'],
    ['POST', 'clock', { advanceMs: '5' }, '/advanceMs'],
    ['POST', 'clock', { advanceMs: 1e300 }, '/advanceMs'],
    ['POST', 'clock', { advance: 5 }, '/advance'],
    ['PUT', 'state', { users: { ann: {} } }, '/users/ann/email'],
    ['PUT', 'state', '{"repos": [', ''],
  ])('%s %s of %j is a 400 that names %j', async (method, name, body, pointer) => {
    const { status, json } = await call(method, name, body);
    expect(status).toBe(400);
    expect(json).toEqual({ error: expect.stringMatching(/\w/), pointer });
    expect((await call('GET', 'faults')).json).toEqual([]);
    expect((await type())?.type).toBe('DPM');
  });

  test('answers 404 and 405 with what there is', async () => {
    expect(await call('GET', 'fault')).toMatchObject({
      status: 404,
      json: { error: expect.stringContaining('/__sandbox/faults') },
    });
    expect(await call('GET', '')).toMatchObject({ status: 404 });
    const { status, headers } = await call('PATCH', 'faults');
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST, DELETE']);
    expect((await fetch(`${sandbox.dvid}/__sandbox/faults`)).status).toBe(404);
  });

  test('refuses a web page, unless allowed', async () => {
    const origin = { origin: 'https://pages.example' };
    for (const name of ['state', 'faults', 'requests', 'clock']) {
      expect((await call('GET', name, undefined, origin)).status).toBe(403);
    }
    expect((await call('POST', 'faults', [{ fault: 'hang' }], origin)).status).toBe(403);
    expect(sandbox.faults.list).toEqual([]);

    const open = createSandbox({ state: staged, allowOrigin: true });
    const allowed = await open.fetch(`${open.server}/__sandbox/clock`, { headers: origin });
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      200,
      origin.origin,
    ]);
    const preflight = await open.fetch(`${open.server}/__sandbox/state`, {
      method: 'OPTIONS',
      headers: origin,
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, POST, PUT, DELETE',
    ]);
  });

  test('answers anything with 200 or with a 400 that says why', async () => {
    const post = (name: string, method: string, body: string) =>
      sandbox.fetch(`${sandbox.server}/__sandbox/${name}`, { method, body });
    const fault = fc.record(
      {
        fault: fc.constantFrom('status', 'delay', 'truncate', 'cut', 'hang', 'redirect', 'x'),
        status: fc.oneof(fc.integer({ min: 90, max: 700 }), fc.jsonValue()),
        path: fc.string(),
        headers: fc.dictionary(fc.string(), fc.string()),
        ms: fc.double(),
        afterBytes: fc.integer(),
        effect: fc.boolean(),
        count: fc.integer({ max: 5 }),
        probability: fc.double(),
        seed: fc.double(),
      },
      { requiredKeys: ['fault'] },
    );
    const bodies = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fault).map((faults) => JSON.stringify(faults)),
    );
    const route = fc.constantFrom<[string, string]>(
      ['faults', 'POST'],
      ['clock', 'POST'],
      ['state', 'PUT'],
    );
    await fc.assert(
      fc.asyncProperty(route, bodies, async ([name, method], body) => {
        const response = await post(name, method, body);
        const json = await response.json();
        if (response.status === 200) return;
        expect(response.status).toBe(400);
        expect(json).toEqual({ error: expect.any(String), pointer: expect.any(String) });
      }),
      { numRuns: 1000 },
    );
  });
});

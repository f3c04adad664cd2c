import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox, SandboxError } from '../src/index.js';
import { all, as, neurons, staged } from './staged.js';

const opened: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((sandbox) => sandbox.close()));
});

function open(options: Parameters<typeof createSandbox>[0] = { state: staged }): Sandbox {
  const sandbox = createSandbox(options);
  opened.push(sandbox);
  return sandbox;
}

async function idsOf(response: Response): Promise<number[]> {
  return ((await response.json()) as { bodyid: number }[])
    .map(({ bodyid }) => bodyid)
    .sort((a, b) => a - b);
}

describe('createSandbox', () => {
  test('answers at once, in process', async () => {
    const { fetch, server, dvid, tokens } = open();
    const response = await fetch(`${server}${all}`, as(tokens.ann));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(
      '{"bodyid":720575940621522189,"sv":80152954824646675,"type":"APL"}',
    );
    expect(
      await idsOf(await fetch(`${dvid}/api/node/5b1e4f/segmentation_annotations/all`)),
    ).toContain(1001);
    expect((await fetch(`${server}${all}`, as('unknown'))).status).toBe(401);
  });

  test('is empty without a state', async () => {
    const { fetch, server, dvid, tokens } = open({});
    expect(tokens).toEqual({});
    expect((await fetch(`${server}/v2/datasets`)).status).toBe(401);
    expect(await (await fetch(`${dvid}/api/repos/info`)).json()).toEqual({});
  });

  test('takes the state as text too, and refuses one beside the sample', () => {
    expect(open({ state: JSON.stringify(staged) }).tokens).toEqual({
      ann: 'ann-token',
      rita: 'rita-token',
      nobody: 'nobody-token',
    });
    expect(() => createSandbox({ state: staged, sample: true })).toThrow(/not from both/);
  });

  test.each<[string, Parameters<typeof createSandbox>[0]]>([
    ['/users/ann/token', { state: { users: { ann: { email: 'a' } } } as never }],
    ['', { state: '{' }],
    ['/now', { now: 'yesterday' }],
  ])('names %j where it cannot start', (pointer, options) => {
    expect(() => createSandbox(options)).toThrow(
      expect.objectContaining({ name: 'SandboxError', pointer }),
    );
  });

  test('names the record that cannot be staged', () => {
    const broken = structuredClone(staged) as {
      repos: { versions: { data: { segmentation_annotations: { records: unknown[] } } }[] }[];
    };
    broken.repos[0]?.versions[1]?.data.segmentation_annotations.records.push('{"bodyid": 5,}');
    for (const state of [broken, JSON.stringify(broken)]) {
      expect(() => createSandbox({ state: state as string })).toThrow(
        expect.objectContaining({
          name: 'SandboxError',
          pointer: '/repos/0/versions/1/data/segmentation_annotations/records/1',
        }),
      );
    }
  });

  test('writes with the time of its clock', async () => {
    const { fetch, server, tokens, clock } = open({ state: staged, now: '2031-05-06T07:08:09Z' });
    const write = (type: string) =>
      fetch(`${server}${neurons}`, {
        ...as(tokens.ann),
        method: 'POST',
        body: JSON.stringify({ bodyid: 7, type }),
      });
    const stamp = async () => {
      const response = await fetch(`${server}${neurons}/id-number/7?show=all`, as(tokens.ann));
      const [record] = (await response.json()) as { type_time: string; type_user: string }[];
      return [record?.type_user, new Date(record?.type_time ?? '').toISOString()];
    };
    expect((await write('DPM2')).status).toBe(200);
    expect(await stamp()).toEqual(['ann@lab.example', '2031-05-06T07:08:09.000Z']);
    clock.advance(60_000);
    await write('DPM3');
    expect(await stamp()).toEqual(['ann@lab.example', '2031-05-06T07:09:09.000Z']);
  });

  test('enforceRoles lets a reader read and not write', async () => {
    const post = { method: 'POST', body: '{"bodyid":7,"type":"X"}' };
    const lax = open();
    expect(
      (await lax.fetch(`${lax.server}${neurons}`, { ...as('rita-token'), ...post })).status,
    ).toBe(200);
    const strict = open({ state: staged, enforceRoles: true });
    expect(
      (await strict.fetch(`${strict.server}${neurons}`, { ...as('rita-token'), ...post })).status,
    ).toBe(401);
    expect((await strict.fetch(`${strict.server}${all}`, as('rita-token'))).status).toBe(200);
    expect((await strict.fetch(`${strict.server}${all}`, as('nobody-token'))).status).toBe(401);
  });

  test('legacy: signed tokens that expire', async () => {
    const sandbox = open({ state: staged, legacy: true, tokenLifetime: 60 });
    await sandbox.ready;
    const roles = () => sandbox.fetch(`${sandbox.server}/v2/roles`, as(sandbox.tokens.ann));
    expect(sandbox.tokens.ann?.split('.')).toHaveLength(3);
    expect((await roles()).status).toBe(200);
    expect((await sandbox.fetch(`${sandbox.server}/profile`, as(sandbox.tokens.ann))).status).toBe(
      405,
    );
    sandbox.clock.advance(61_000);
    expect((await roles()).status).toBe(401);
  });
});

describe('state', () => {
  test('comes back as it was given, and starts the same again', async () => {
    const sandbox = open();
    const state = await sandbox.state();
    expect(state).toMatchObject(staged);
    const again = open({ state: await sandbox.stateText() });
    expect(await again.state()).toEqual(state);
    expect(await open({ state }).state()).toEqual(state);
  });

  test('has placeholders for addresses, wherever it is served', async () => {
    const sandbox = open();
    const before = await sandbox.state();
    await sandbox.listen();
    expect(await sandbox.state()).toEqual(before);
    const response = await fetch(`${sandbox.server}/v2/datasets/MB`, as('ann-token'));
    expect(await response.json()).toMatchObject({
      dvid: sandbox.dvid,
      link: `${sandbox.server}/x ${sandbox.dvid}/y`,
    });
  });

  test('keeps what was written: on disk as text, and over a move to other addresses', async () => {
    const sandbox = open();
    const post = { method: 'POST', body: '{"bodyid":720575940621522190,"type":"new"}' };
    await sandbox.fetch(`${sandbox.server}${neurons}`, { ...as('ann-token'), ...post });
    await sandbox.fetch(`${sandbox.server}/v2/kv/scope/key`, {
      ...as('ann-token'),
      method: 'POST',
      body: '{"n":1}',
    });
    await sandbox.listen();
    const ids = await (
      await fetch(`${sandbox.server}${neurons}/id-number/720575940621522190`, as('ann-token'))
    ).text();
    expect(ids).toContain('"bodyid":720575940621522190');
    const kv = await fetch(`${sandbox.server}/v2/kv/scope/key`, as('ann-token'));
    expect(await kv.json()).toEqual({ n: 1 });
    const copy = open({ state: await sandbox.stateText() });
    expect(
      await (
        await copy.fetch(`${copy.server}${neurons}/id-number/720575940621522190`, as('ann-token'))
      ).text(),
    ).toBe(ids);
  });

  test('comes back after all kinds of work, and starts the same again', async () => {
    const sandbox = open();
    const dvid = (path: string, method = 'POST', body?: string) =>
      sandbox.fetch(`${sandbox.dvid}/api/node/5b1e4f${path}`, {
        method,
        ...(body === undefined ? {} : { body }),
      });
    await sandbox.fetch(`${sandbox.server}${neurons}/id-number/1001`, {
      ...as('ann-token'),
      method: 'DELETE',
    });
    await dvid('/bag/key/binary', 'POST', 'text');
    await dvid('/bag/key/k', 'DELETE');
    await dvid('/segmentation_annotations/json_schema', 'POST', '{"type": "object"}');
    await dvid('/segmentation_annotations/schema', 'POST', '{"for": "a client"}');
    await dvid('/segmentation_annotations/tags', 'POST', '{"colour": "red"}');
    await dvid('/log', 'POST', '{"log": ["looked at"]}');
    await dvid('/commit', 'POST', '{"note": "done"}');
    await dvid('/newversion', 'POST', '{"note": "next"}');
    await dvid('/branch', 'POST', '{"branch": "side"}');
    await dvid('/tag', 'POST', '{"tag": "v0.2"}');
    await sandbox.fetch(`${sandbox.server}/v2/server/token`, {
      ...as('ann-token'),
      method: 'POST',
    });
    const text = await sandbox.stateText();
    expect(JSON.parse(text).repos[0].versions.length).toBe(5);
    const again = open({ state: text });
    expect(await again.stateText()).toBe(text);
    expect(again.tokens).toEqual(sandbox.tokens);
  });

  test('reset goes back to the start, setState elsewhere', async () => {
    const sandbox = open();
    const start = await sandbox.state();
    await sandbox.setState({ users: { zoe: { token: 'z', email: 'zoe@lab.example' } } });
    expect(sandbox.tokens).toEqual({ zoe: 'z' });
    expect((await sandbox.fetch(`${sandbox.server}/v2/datasets`, as('ann-token'))).status).toBe(
      401,
    );
    sandbox.faults.add({ fault: 'status', status: 503 });
    sandbox.clock.advance(1e9);
    await sandbox.reset();
    expect(await sandbox.state()).toEqual(start);
    expect(sandbox.faults.list).toEqual([]);
    expect(sandbox.requests).toEqual([]);
    expect((await sandbox.fetch(`${sandbox.server}/v2/datasets`, as('ann-token'))).status).toBe(
      200,
    );
  });

  test('that is wrong changes nothing', async () => {
    const sandbox = open();
    const before = await sandbox.state();
    await expect(sandbox.setState('{"repos": 5}')).rejects.toThrow(SandboxError);
    expect(await sandbox.state()).toEqual(before);
  });
});

describe('listen', () => {
  test('serves what fetch serves, at both addresses', async () => {
    const sandbox = open();
    const inProcess = sandbox.server;
    const { server, dvid, dsg } = await sandbox.listen();
    expect([sandbox.server, sandbox.dvid, sandbox.dsg]).toEqual([server, dvid, dsg]);
    const text = async (get: typeof fetch, origin: string) =>
      (await get(`${origin}${all}`, as('ann-token'))).text();
    const sorted = (json: string) =>
      json
        .slice(1, -1)
        .split(/(?<=\}),/)
        .sort();
    const answers = [
      await text(fetch, server),
      await text(sandbox.fetch, server),
      await text(sandbox.fetch, inProcess),
    ];
    expect(new Set(answers.map((answer) => sorted(answer).join())).size).toBe(1);
    await expect(sandbox.listen()).rejects.toThrow('The sandbox listens already.');
    await sandbox.close();
    await expect(fetch(server)).rejects.toThrow('fetch failed');
  });
});

describe('faults', () => {
  test('meet clients in process and over HTTP alike', async () => {
    const sandbox = open();
    const { server } = await sandbox.listen();
    for (const get of [fetch, sandbox.fetch]) {
      sandbox.faults.add([
        { path: '**/all', fault: 'status', status: 503, headers: { 'retry-after': '1' }, count: 1 },
        { path: '**/all', fault: 'cut', count: 1 },
        { path: '**/all', fault: 'cut', afterBytes: 10, count: 1 },
        { path: '**/all', fault: 'truncate', count: 1 },
        { path: '**/all', fault: 'redirect', headers: { location: '{{clio}}/v2/roles' }, count: 1 },
      ]);
      const read = () => get(`${server}${all}`, as('ann-token'));
      const busy = await read();
      expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '1']);
      await expect(read()).rejects.toThrow('fetch failed');
      const cut = await read();
      expect(cut.status).toBe(200);
      await expect(cut.text()).rejects.toThrow('terminated');
      const text = await (await read()).text();
      expect(text).toMatch(/^\[\{.*\}$/);
      expect(await (await read()).json()).toMatchObject({ email: 'ann@lab.example' });
      expect(sandbox.faults.list).toEqual([]);
      expect(await (await read()).text()).toHaveLength(text.length + 1);
    }
  });

  test('a cut after the effect has written', async () => {
    const sandbox = open();
    const write = (type: string) =>
      sandbox.fetch(`${sandbox.server}${neurons}`, {
        ...as('ann-token'),
        method: 'POST',
        body: JSON.stringify({ bodyid: 7, type }),
      });
    const type = async () => {
      const response = await sandbox.fetch(
        `${sandbox.server}${neurons}/id-number/7`,
        as('ann-token'),
      );
      return ((await response.json()) as { type: string }[])[0]?.type;
    };
    sandbox.faults.add([
      { method: 'POST', fault: 'cut', effect: false, count: 1 },
      { method: 'POST', fault: 'cut', effect: true, count: 1 },
    ]);
    await expect(write('before')).rejects.toThrow(TypeError);
    expect(await type()).toBe('DPM');
    await expect(write('after')).rejects.toThrow(TypeError);
    expect(await type()).toBe('after');
  });

  test('hang until the client gives up, and a delay waits as it is told', async () => {
    const waits: number[] = [];
    const sandbox = open({
      state: staged,
      wait: async (milliseconds) => void waits.push(milliseconds),
    });
    sandbox.faults.add([
      { fault: 'delay', ms: 90_000, count: 1 },
      { fault: 'hang', count: 1 },
    ]);
    expect((await sandbox.fetch(`${sandbox.server}${all}`, as('ann-token'))).status).toBe(200);
    expect(waits).toEqual([90_000]);
    const giveUp = new AbortController();
    const answer = sandbox.fetch(`${sandbox.server}${all}`, {
      ...as('ann-token'),
      signal: giveUp.signal,
    });
    giveUp.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('upstream: clio-store answers as it does when DVID fails', async () => {
    const sandbox = open();
    const get = (path: string) => sandbox.fetch(`${sandbox.server}${path}`, as('ann-token'));
    sandbox.faults.add({ upstream: true, fault: 'cut', count: 2 });
    const response = await get(all);
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect((await get(`${neurons}/id-number/7`)).status).toBe(500);
    sandbox.faults.add({ target: 'dvid', fault: 'status', status: 503, count: 1 });
    expect((await get(`${neurons}/id-number/7`)).status).toBe(200);
    expect((await sandbox.fetch(`${sandbox.dvid}/api/server/info`)).status).toBe(503);
  });
});

describe('requests', () => {
  test('are recorded without credentials, those of clio-store itself left out', async () => {
    const sandbox = open({ state: staged, now: '2031-05-06T07:08:09Z' });
    await sandbox
      .fetch(`${sandbox.server}${all}?show=user&dsg_token=ann-token`)
      .then((response) => response.text());
    await sandbox.fetch(`${sandbox.dvid}/api/server/info`).then((response) => response.text());
    sandbox.faults.add({ fault: 'cut', count: 1 });
    await sandbox.fetch(`${sandbox.server}/v2/roles`, as('ann-token')).catch(() => {});
    const time = '2031-05-06T07:08:09.000Z';
    expect(sandbox.requests).toEqual([
      {
        time,
        target: 'clio',
        method: 'GET',
        path: `${all}?show=user&dsg_token=`,
        status: 200,
        bytes: expect.any(Number),
      },
      {
        time,
        target: 'dvid',
        method: 'GET',
        path: '/api/server/info',
        status: 200,
        bytes: expect.any(Number),
      },
      { time, target: 'clio', method: 'GET', path: '/v2/roles', status: null, bytes: 0 },
    ]);
    expect(sandbox.requests[0]?.bytes).toBeGreaterThan(50);
    expect(JSON.stringify(sandbox.requests)).not.toContain('ann-token');
  });
});

import { describe, expect, it } from 'vitest';
import {
  collect,
  places,
  request,
  type Sent,
  startBoth,
  startService,
  stateOf,
} from '../../test/service/replay.js';
import type { RawHandler } from '../http/messages.js';
import { signToken, unsignedToken } from './legacy/webToken.js';
import { PythonError } from './python/values.js';

const given = {
  users: {
    ann: {
      token: 'ann-token',
      email: 'ann@lab.example',
      name: 'Ann',
      permissions_v2: { MB: ['view'] },
      groups: ['tracers'],
    },
    ed: {
      token: 'ed-token',
      email: 'ed@lab.example',
      permissions_v2: { MB: ['edit', 'view'] },
      groups: ['tracers'],
    },
    ada: { token: 'ada-token', email: 'Ada@lab.example', admin: true },
  },
  groups: { tracers: ['ann@lab.example', 'ed@lab.example'] },
  datasets: {
    MB: { description: 'private', dvid: '{{dvid}}', uuid: 'abc' },
    OL: { description: 'open', public: true, dvid: '{{dvid}}', uuid: 'abc' },
  },
  tags: { MB: { tag_to_uuid: { 'v0.1': 'abc' }, head_tag: 'v0.1' } },
  documents: { 'clio_keyvalue/ann@lab.example/s/k': { n: 1, _timestamp: 1.5 } },
};

async function ask(handle: RawHandler, target: string, sent: Sent = {}) {
  return collect(await handle(request(target, sent)));
}

const post = (body: unknown, token = 'ann-token'): Sent => ({
  method: 'POST',
  body: JSON.stringify(body),
  token,
});

describe('the state', () => {
  it('holds what was written, and starts another service in the same place', async () => {
    const first = startService(given);
    const minted = await ask(first.handle, '/v2/server/token', {
      method: 'POST',
      token: 'ann-token',
    });
    const token = JSON.parse(minted.text) as string;
    await ask(first.handle, '/v2/kv/s/new', post({ a: [1.5, 2] }));
    await ask(first.handle, '/v2/annotations/MB', post({ kind: 'point', pos: [1, 2, 3] }));
    const dump = first.dump();
    const users = dump.users as Map<string, Map<string, unknown>>;
    expect(users.get('ann')?.get('tokens')).toEqual([token]);

    const second = startService(given, dump);
    expect(second.dump()).toEqual(dump);
    expect((await ask(second.handle, '/v2/kv/s/new', { token })).status).toBe(200);
    const points = await ask(second.handle, '/v2/annotations/MB', { token });
    expect(JSON.parse(points.text)).toMatchObject([{ key: 'Pt1_2_3' }]);
  });

  it('leaves out what was neither given nor written', () => {
    const empty = startService({});
    expect(Object.values(empty.dump())).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('writes infinities as JSON can and NaN as null', async () => {
    const { handle, dump } = startService(given);
    await ask(handle, '/v2/kv/s/odd', { ...post(0), body: '{"a":[1e400,-1e400,NaN]}' });
    const documents = dump().documents as Map<string, Map<string, unknown>>;
    const fields = documents.get('clio_keyvalue/ann@lab.example/s/odd');
    expect(fields?.get('a')).toEqual([{ text: '1e400' }, { text: '-1e400' }, null]);
  });

  it('gives the same ids and tokens for the same random numbers', async () => {
    const mint = async () => {
      let seed = 1;
      const random = () => {
        seed = (seed * 16807) % 2147483647;
        return seed / 2147483647;
      };
      const { handle } = startService(given, { random });
      return (await ask(handle, '/v2/server/token', { method: 'POST', token: 'ann-token' })).text;
    };
    expect(await mint()).toBe(await mint());
  });
});

describe('roles on body annotations', () => {
  const body = { bodyid: 1, type: 'x' };
  const reads = [
    'versions',
    'head_tag',
    'head_uuid',
    'fields',
    'all',
    'id-number/1',
    'tag_to_uuid/v0.1',
    'uuid_to_tag/a',
  ];

  it('are not asked for unless they are to be enforced', async () => {
    const { handle } = startService(given, {
      dvid: async () => ({ status: 200, headers: {}, body: new TextEncoder().encode('{}') }),
    });
    for (const name of ['fields', 'all', 'id-number/1', 'versions']) {
      const answer = await ask(handle, `/v2/json-annotations/MB/neurons/${name}`, {
        token: 'ada-token',
      });
      expect([name, answer.status]).toEqual([name, 200]);
    }
    expect((await ask(handle, '/v2/json-annotations/MB/neurons', post(body))).status).toBe(200);
  });

  it('are asked for where they are enforced', async () => {
    const asked: string[] = [];
    const { handle } = startService(given, {
      enforceRoles: true,
      dvid: async ({ target }) => {
        asked.push(target);
        return { status: 200, headers: {}, body: new TextEncoder().encode('{}') };
      },
    });
    const base = '/v2/json-annotations/MB/neurons';
    for (const name of reads) {
      const answer = await ask(handle, `${base}/${name}`, { token: 'ada-token' });
      expect([answer.status, answer.text, answer.headers['www-authenticate']]).toEqual([
        401,
        '{"detail":"no permission to read annotations on dataset MB"}',
        undefined,
      ]);
    }
    expect((await ask(handle, `${base}/query`, post({}, 'ada-token'))).status).toBe(401);
    for (const sent of [post(body), { method: 'PUT', body: '[]', token: 'ann-token' }]) {
      const answer = await ask(handle, base, sent);
      expect(answer.text).toBe('{"detail":"no permission to write annotations on dataset MB"}');
    }
    const deleted = await ask(handle, `${base}/id-number/1`, {
      method: 'DELETE',
      token: 'ann-token',
    });
    expect(deleted.status).toBe(401);
    expect(asked).toEqual([]);
    expect((await ask(handle, base, post(body, 'ed-token'))).status).toBe(200);
    expect((await ask(handle, `${base}/all`, { token: 'ann-token' })).status).toBe(200);
    expect(
      (await ask(handle, '/v2/json-annotations/OL/neurons/all', { token: 'ada-token' })).status,
    ).toBe(200);
    expect(asked).toHaveLength(3);
  });
});

describe('all', () => {
  it('passes on what DVID sends while it is being sent, and others are answered meanwhile', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const chunk = (text: string) => new TextEncoder().encode(text);
    async function* slowly() {
      yield chunk('[{"bodyid":1}');
      await held;
      yield chunk(']');
    }
    const { handle } = startService(given, {
      dvid: async () => ({ status: 200, headers: {}, body: slowly(), gzip: true }),
    });
    const answer = await handle(
      request('/v2/json-annotations/MB/neurons/all', { token: 'ann-token' }),
    );
    expect(answer.headers['content-length']).toBeUndefined();
    expect(answer.gzip).toBeUndefined();
    const chunks = (answer.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    expect(new TextDecoder().decode((await chunks.next()).value)).toBe('[{"bodyid":1}');
    expect((await ask(handle, '/v2/roles', { token: 'ann-token' })).status).toBe(200);
    release();
    expect(new TextDecoder().decode((await chunks.next()).value)).toBe(']');
  });
});

describe('caches', () => {
  it('know of a dataset for ten minutes what it was', async () => {
    let time = Date.parse('2026-01-01T00:00:00Z');
    const { handle } = startService(given, { now: () => new Date(time) });
    await ask(
      handle,
      '/v2/datasets',
      post({ MB: { description: 'opened', public: true } }, 'ada-token'),
    );
    const seen = async () => (await ask(handle, '/v2/datasets/MB', { token: 'ada-token' })).text;
    time += 600_000;
    expect(await seen()).toBe('null');
    time += 1;
    expect(await seen()).toBe('{"description":"opened","public":true}');
  });

  it('know a user for ten minutes after the token has ended, but not at /profile', async () => {
    let time = Date.parse('2026-01-01T00:00:00Z');
    const { handle } = startService(given, { now: () => new Date(time) });
    const status = async (path: string) => (await ask(handle, path, { token: 'ann-token' })).status;
    expect(await status('/v2/roles')).toBe(200);
    await ask(handle, '/api/v1/logout', { headers: { cookie: 'dsg_token=ann-token' } });
    expect(await status('/profile')).toBe(401);
    time += 599_999;
    expect(await status('/v2/roles')).toBe(200);
    time += 1;
    expect(await status('/v2/roles')).toBe(401);
  });
});

describe('the identity service', () => {
  it('answers under its own paths, without CORS', async () => {
    const { handle } = startService(given);
    const user = await ask(handle, '/api/v1/user/cache?service=clio', { token: 'ann-token' });
    expect(JSON.parse(user.text)).toMatchObject({
      email: 'ann@lab.example',
      permissions_v2: { MB: ['view'] },
    });
    expect(user.text).not.toContain('ann-token');
    expect(user.headers['access-control-allow-origin']).toBeUndefined();
    const members = await ask(handle, '/api/v1/groups/tracers/members', { token: 'ann-token' });
    expect(members.text).toBe('["ann@lab.example","ed@lab.example"]');
    expect((await ask(handle, '/api/v1/groups/none/members', { token: 'ann-token' })).status).toBe(
      404,
    );
    const refused = await ask(handle, '/api/v1/user/cache', { token: 'nobody' });
    expect([refused.status, refused.text, refused.headers['www-authenticate']]).toEqual([
      401,
      '{"detail":"Invalid or expired token."}',
      'Bearer',
    ]);
    const long = () => ask(handle, '/api/v1/long_lived_token', { token: 'ann-token' });
    expect((await long()).text).toBe((await long()).text);
    expect((await ask(handle, '/api/v1/nothing', { token: 'ann-token' })).status).toBe(405);
  });

  it('signs a browser in', async () => {
    const { handle } = startService(given);
    const login = await ask(handle, '/login?redirect=https://app.example/%3Fa%26b');
    expect(login.headers.location).toBe(
      `${places.dsg}/api/v1/authorize?redirect=https%3A%2F%2Fapp.example%2F%3Fa%26b&service=clio`,
    );
    const page = await ask(handle, (login.headers.location ?? '').slice(places.dsg.length));
    const link = /href="(oauth2callback\?user=ann[^"]*)"/.exec(page.text)?.[1] ?? '';
    const back = await ask(handle, `/api/v1/${link.replaceAll('&#38;', '&')}`);
    expect([back.status, back.headers.location]).toEqual([302, 'https://app.example/?a&b']);
    const cookie = back.headers['set-cookie']?.split(';')[0] ?? '';
    const profile = await ask(handle, '/profile', { headers: { cookie } });
    expect(JSON.parse(profile.text)).toMatchObject({
      email: 'ann@lab.example',
      dsg_url: places.dsg,
    });
  });

  it('shows a browser the token to copy, after it has signed in', async () => {
    const { handle } = startService(given);
    const first = await ask(handle, '/web/my-account');
    expect([first.status, first.headers.location]).toEqual([
      302,
      '/api/v1/authorize?redirect=%2Fweb%2Fmy-account',
    ]);
    const back = await ask(handle, '/api/v1/oauth2callback?user=ann&redirect=%2Fweb%2Fmy-account');
    expect(back.headers.location).toBe('/web/my-account');
    const cookie = back.headers['set-cookie']?.split(';')[0] ?? '';
    const page = await ask(handle, '/web/my-account', { headers: { cookie } });
    const token = /<pre>(.+)<\/pre>/.exec(page.text)?.[1] ?? '';
    const profile = await ask(handle, '/profile', { token });
    expect(JSON.parse(profile.text)).toMatchObject({ email: 'ann@lab.example' });
  });
});

describe('before DatasetGateway', () => {
  const now = Date.parse('2026-03-04T05:06:07.250Z') / 1000;
  const google = (email: string, more = {}) => unsignedToken({ email, exp: now + 60, ...more });
  const start = (tokenLifetime?: number) => startBoth(given, { legacy: { tokenLifetime } }).service;

  it('takes tokens of Google and of its own, until they expire', async () => {
    const { handle } = start(90);
    const minted = await ask(handle, '/v2/server/token', {
      method: 'POST',
      token: google('Ann@Lab.Example', { name: 'Ann', aud: 'x' }),
    });
    const token = JSON.parse(minted.text) as string;
    const claims = JSON.parse(atob(token.split('.')[1] ?? '')) as Record<string, unknown>;
    expect(claims).toEqual({
      email: 'ann@lab.example',
      iat: Math.floor(now),
      exp: Math.floor(now) + 90,
      iss: 'flyem-clio-store',
      name: 'Ann',
    });
    const roles = await ask(handle, '/v2/roles', { token });
    expect(JSON.parse(roles.text)).toEqual({
      email: 'ann@lab.example',
      name: 'Ann',
      org: null,
      disabled: false,
      global_roles: [],
      datasets: { MB: ['clio_general'] },
      groups: ['tracers'],
      google_idinfo: null,
    });
  });

  it('makes tokens of three weeks unless told otherwise', async () => {
    const { handle } = startService(given, { legacy: true });
    const minted = await ask(handle, '/v2/server/token', {
      method: 'POST',
      token: google('ann@lab.example'),
    });
    const claims = JSON.parse(atob(minted.text.split('.')[1] ?? '')) as {
      iat: number;
      exp: number;
    };
    expect(claims.exp - claims.iat).toBe(1_814_400);
  });

  it('refuses every other token', async () => {
    const { handle } = start();
    const good = await signToken({ email: 'ann@lab.example', exp: now + 60 });
    const [head, body, signature = ''] = good.split('.');
    const tokens = [
      'ann-token',
      '',
      'a.b.c',
      `${head}.${body}.${signature.slice(1)}A`,
      `${head}.${body}.`,
      `${google('ann@lab.example')}${signature}`,
      unsignedToken({ email: 'ann@lab.example' }),
      unsignedToken({ exp: now + 60 }),
      unsignedToken({ email: 'ann@lab.example', exp: now }),
      await signToken({ email: 'ann@lab.example', exp: now - 1 }),
    ];
    for (const token of tokens) {
      const answer = await ask(handle, '/v2/roles', { token });
      expect([token, answer.status, answer.headers['www-authenticate']]).toEqual([
        token,
        401,
        'Bearer',
      ]);
    }
    expect((await ask(handle, '/v2/roles', { token: good })).status).toBe(200);
    const byCookie = await ask(handle, '/v2/roles', { headers: { cookie: `dsg_token=${good}` } });
    expect(byCookie.status).toBe(401);
  });

  it('lets strangers in, without roles', async () => {
    const { handle } = start();
    const token = google('who@else.example');
    expect((await ask(handle, '/v2/datasets', { token })).text).toBe(
      `{"OL":{"description":"open","public":true,"dvid":"${places.dvid}","uuid":"abc"}}`,
    );
  });

  it('has no pages for browsers, and its own CORS', async () => {
    const { handle } = start();
    for (const path of ['/login?redirect=x', '/profile', '/logout', '/api/v1/user/cache']) {
      const answer = await ask(handle, path, { headers: { origin: 'https://a.example' } });
      expect([path, answer.status]).toEqual([path, 405]);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it('manages users itself', async () => {
    const service = start();
    const { handle } = service;
    const admin = google('ada@lab.example');
    const refused = await ask(handle, '/v2/users', { token: google('ann@lab.example') });
    expect([refused.status, refused.text]).toEqual([
      401,
      '{"detail":"user lacks permission for /users endpoint"}',
    ]);
    const users = async () =>
      JSON.parse((await ask(handle, '/v2/users', { token: admin })).text) as Record<string, object>;
    expect(Object.keys(await users())).toEqual([
      'ada@lab.example',
      'ann@lab.example',
      'ed@lab.example',
    ]);
    const posted = {
      'ann@lab.example': { datasets: { OL: ['clio_write'] } },
      'new@lab.example': { global_roles: ['admin'] },
    };
    expect((await ask(handle, '/v2/users', post(posted, admin))).text).toBe('null');
    await ask(handle, '/v2/users', { method: 'DELETE', body: '["ed@lab.example"]', token: admin });
    expect(await users()).toMatchObject({
      'ann@lab.example': { name: null, datasets: { OL: ['clio_write'] }, groups: [] },
      'new@lab.example': { global_roles: ['admin'] },
    });
    expect(Object.keys(await users())).not.toContain('ed@lab.example');
    const again = startService(given, { ...service.dump(), legacy: true });
    expect(
      (await ask(again.handle, '/v2/users', { token: google('new@lab.example') })).status,
    ).toBe(200);
  });

  it('leaves an untouched state as it was', () => {
    const state = stateOf(given);
    expect(start().dump().users).toEqual(state.get('users'));
  });
});

describe('CORS', () => {
  it('echoes any origin, but not on crashes', async () => {
    const { handle } = startService(given);
    const origin = async (path: string, sent: Sent = {}) => {
      const headers = { origin: 'https://app.example', ...sent.headers };
      return (await ask(handle, path, { ...sent, headers })).headers['access-control-allow-origin'];
    };
    expect(await origin('/v2/roles', { token: 'ann-token' })).toBe('https://app.example');
    expect(await origin('/v2/roles')).toBe('https://app.example');
    expect(await origin('/anything', { method: 'OPTIONS' })).toBe('https://app.example');
    expect(await origin('/anything', { method: 'OPTIONS', headers: { origin: 'null' } })).toBe(
      'null',
    );
    expect(await origin('/anything', { method: 'OPTIONS', headers: { origin: '' } })).toBe('*');
    expect(await origin('/v2/savedsearches/MB', { token: 'ada-token' })).toBeUndefined();
  });
});

describe('/openapi.json', () => {
  it('lists what is served', async () => {
    const { handle } = startService(given);
    const { paths } = JSON.parse((await ask(handle, '/openapi.json')).text) as {
      paths: Record<string, object>;
    };
    expect(Object.keys(paths)).toContain('/v2/json-annotations/{dataset}/neurons/id-number/{id}');
    expect(Object.keys(paths).some((path) => path.startsWith('/test'))).toBe(false);
    expect(Object.keys(paths['/v2/kv/{scope}/{key}'] ?? {})).toEqual(['get', 'post', 'delete']);
  });
});

describe('a connection to DVID that is lost', () => {
  const chunk = new TextEncoder().encode('[{"bodyid":1}');
  const lost = (chunks: number): RawHandler => {
    async function* body() {
      for (let i = 0; i < chunks; i++) yield chunk;
      throw new PythonError('ConnectionError', 'Connection aborted.');
    }
    return async () => ({ status: 200, headers: {}, body: body() });
  };
  const base = '/v2/json-annotations/MB/neurons';

  it('crashes the server, but for all, which ends there', async () => {
    for (const chunks of [0, 2]) {
      const { handle } = startService(given, { dvid: lost(chunks) });
      const all = await ask(handle, `${base}/all`, { token: 'ann-token' });
      expect([all.status, all.text]).toEqual([200, '[{"bodyid":1}'.repeat(chunks)]);
      for (const [path, sent] of [
        [`${base}/query`, post({ type: 'x' })],
        [`${base}/fields`, { token: 'ann-token' }],
        [`${base}/id-number/1`, { token: 'ann-token' }],
      ] as const) {
        expect((await ask(handle, path, sent)).text).toBe('Internal Server Error');
      }
    }
  });
});

describe('a long list of records', () => {
  it('does not keep others waiting', async () => {
    const base = '/v2/json-annotations/MB/neurons';
    const records = Array.from({ length: 10_000 }, (_, i) => ({ bodyid: i + 1 }));
    let written = 0;
    const { handle } = startService(given, {
      dvid: async () => {
        written++;
        return { status: 200, headers: {}, body: new Uint8Array() };
      },
    });
    const whole = ask(handle, base, post(records));
    // As a request does that comes in over HTTP, this waits for a turn of the event loop.
    await new Promise((resolve) => setTimeout(resolve));
    expect((await ask(handle, '/v2/roles', { token: 'ed-token' })).status).toBe(200);
    expect(written).toBeLessThan(records.length);
    expect((await whole).text).toBe('null');
    expect(written).toBe(records.length);
  });
});

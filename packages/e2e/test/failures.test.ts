import { stringifyJson } from '@clio/core';
import type { Fault } from '@clio/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fewRecords, labState, users } from '../src/state.js';
import { createWorld, type World } from '../src/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld(labState(fewRecords));
});
beforeEach(async () => {
  await world.clearFaults();
  await world.reset();
  world.file('table.csv', 'bodyid,note\n1001,a\n1002,b\n');
});
afterAll(() => world.close());

const read = 'annotation list --all --json';
const write = 'annotation import table.csv --yes --quiet';
const bodies = '/v2/json-annotations/**';

/** One clear message: its first line says what, and no more than four others say why and what next. */
function checkMessage(stderr: string, text: RegExp): void {
  expect(stderr).toMatch(/^clio: \S/);
  expect(stderr).toMatch(text);
  expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(5);
}

describe.each([
  ['a reading command', read],
  ['a writing command', write],
])('%s', (_kind, line) => {
  it.each<[string, Fault, number, RegExp]>([
    ['a 502', { fault: 'status', status: 502, body: '<html>Bad Gateway</html>' }, 7, /502/],
    ['a 503', { fault: 'status', status: 503 }, 7, /503/],
    [
      'a 429',
      { fault: 'status', status: 429, headers: { 'retry-after': '3600' } },
      7,
      /too many requests/,
    ],
    ['a 500', { fault: 'status', status: 500 }, 7, /500/],
    ['no answer', { fault: 'cut' }, 7, /broke|closed|answer/],
    ['an answer that is cut off', { fault: 'cut', afterBytes: 20 }, 7, /cut off|broke/],
    ['an answer that ends too early', { fault: 'truncate', afterBytes: 20 }, 7, /cut off|ended/],
  ])(
    '%s is one message and the exit code, and nothing is written',
    async (_name, fault, code, text) => {
      const before = await world.stateText();
      await world.faults({ method: 'GET', path: bodies, ...fault });
      const ended = await world.clio(line);
      expect(ended.code, ended.stderr).toBe(code);
      checkMessage(ended.stderr, text);
      await world.clearFaults();
      expect(await world.stateText()).toBe(before);
    },
  );

  it('a refused token is 4, and names its source and the way to another', async () => {
    const ended = await world.clio(line, { env: { CLIO_TOKEN: 'f'.repeat(64) } });
    expect(ended.code, ended.stderr).toBe(4);
    checkMessage(ended.stderr, /CLIO_TOKEN[\s\S]*clio auth login/);
    expect(ended.stderr).not.toContain('ffff');
  });

  it('no token is 4', async () => {
    const ended = await world.clio(line, { env: { CLIO_TOKEN: undefined } });
    expect(ended.code, ended.stderr).toBe(4);
    checkMessage(ended.stderr, /clio auth login/);
  });

  it('wrong input goes before a missing token, and that before a server that is not there', async () => {
    const gone = { CLIO_SERVER: 'http://127.0.0.1:1' };
    const wrong = await world.clio(`${line} --no-such-flag`, { env: { ...gone, CLIO_TOKEN: '' } });
    expect(wrong.code, wrong.stderr).toBe(3);
    const noToken = await world.clio(line, { env: { ...gone, CLIO_TOKEN: '' } });
    expect(noToken.code, noToken.stderr).toBe(4);
    const noServer = await world.clio(line, { env: gone });
    expect(noServer.code, noServer.stderr).toBe(7);
    checkMessage(noServer.stderr, /127\.0\.0\.1:1/);
  });
});

describe('a write whose requests fail', () => {
  const post = { method: 'POST', path: '/v2/json-annotations/MB/neurons' } as const;

  it('is 7 when nothing was written', async () => {
    const before = await world.stateText();
    await world.faults({ ...post, fault: 'status', status: 503 });
    const ended = await world.clio(write);
    expect(ended.code, ended.stdout + ended.stderr).toBe(7);
    expect(ended.stdout).toContain('clio resume');
    await world.clearFaults();
    expect(await world.stateText()).toBe(before);
    expect((await world.clio('resume --yes')).code).toBe(0);
    expect((await world.records()).get(1002)).toMatchObject({ note: 'b' });
  });

  it('is 6 when a part was written', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${2000 + i},n${i}`);
    world.file('table.csv', ['bodyid,note', ...rows, ''].join('\n'));
    await world.faults({ ...post, fault: 'status', status: 503, skip: 2 });
    const ended = await world.clio(write);
    expect(ended.code, ended.stdout + ended.stderr).toBe(6);
    const count = [...(await world.records()).values()].filter(({ note }) => note).length;
    expect(ended.stdout).toContain(`${count} written`);
    await world.clearFaults();
    expect((await world.clio('resume --yes')).code).toBe(0);
    expect([...(await world.records()).values()].filter(({ note }) => note)).toHaveLength(300);
  });

  it('a request that took effect without an answer is found out by reading back', async () => {
    await world.faults({ ...post, fault: 'cut', effect: true, count: 1 });
    const ended = await world.clio(write);
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(ended.stdout).toContain('2 written');
  });
});

describe('a step that fails, and is gone on with', () => {
  const neurons = '/v2/json-annotations/MB/neurons';
  const later = { fault: 'status', status: 429, headers: { 'retry-after': '3600' } } as const;
  const refused = {
    fault: 'status',
    status: 401,
    headers: { 'www-authenticate': 'Bearer' },
    body: { detail: 'Could not validate credentials' },
  } as const;
  const post = { method: 'POST', path: neurons } as const;
  const remove = { method: 'DELETE', path: `${neurons}/id-number/*` } as const;
  const get = { method: 'GET', path: `${neurons}/id-number/*` } as const;
  const read = { method: 'GET', path: '/v2/roles' } as const;

  /** Steps that lead to the one that fails; all of them together change nothing in the end. */
  const steps = {
    import: [write, 'undo --yes --quiet'],
    undo: ['undo --yes --quiet'],
    delete: ['annotation delete 1001 1002 1003 --yes --quiet', 'undo --yes --quiet'],
    'undo of a delete': ['undo --yes --quiet'],
  } as const;
  const before: Partial<Record<keyof typeof steps, string>> = {
    undo: write,
    'undo of a delete': 'annotation delete 1001 1002 --yes --quiet',
  };

  it.each<[keyof typeof steps, string, Fault, number]>([
    ['import', 'a server that is busy for long', { ...post, ...later }, 7],
    ['import', 'a refused token', { ...post, ...refused }, 4],
    ['import', 'a truncated 200', { ...post, fault: 'truncate', count: 1 }, 0],
    ['import', 'no answer to reading back', { ...get, fault: 'cut', skip: 2 }, 7],
    ['undo', 'a server that is busy for long', { ...post, ...later }, 7],
    ['undo', 'a refused token at the start', { ...read, ...refused }, 4],
    ['undo', 'a cut after the effect', { ...post, fault: 'cut', effect: true, count: 1 }, 0],
    ['delete', 'a server that is busy for long', { ...remove, ...later, skip: 1 }, 6],
    ['delete', 'a refused token', { ...remove, ...refused }, 4],
    ['delete', 'a cut after the effect', { ...remove, fault: 'cut', effect: true, count: 1 }, 0],
    [
      'delete',
      'a page in a 200',
      { ...remove, fault: 'status', status: 200, body: '<html>', count: 1 },
      0,
    ],
    ['undo of a delete', 'a server that is busy for long', { ...post, ...later }, 7],
  ])('%s, with %s', async (step, _what, fault, code) => {
    const first = await world.records();
    const lead = before[step];
    if (lead !== undefined) expect((await world.clio(lead)).code).toBe(0);
    const between = await world.records();
    const [line, back] = steps[step];
    await world.faults(fault);
    const ended = await world.clio(line);
    expect(ended.code, ended.stdout + ended.stderr).toBe(code);
    await world.clearFaults();
    const now = await world.records();
    const number = (pattern: RegExp) => Number(pattern.exec(ended.stdout)?.[1] ?? 0);
    const changed = [...new Set([...between.keys(), ...now.keys()])].filter(
      (id) => stringifyJson(between.get(id) ?? null) !== stringifyJson(now.get(id) ?? null),
    );
    const done = number(/(\d+) (?:written|deleted)/);
    // What the report says is what the server holds; what is unknown may be either.
    expect(changed.length).toBeGreaterThanOrEqual(done);
    expect(changed.length).toBeLessThanOrEqual(done + number(/(\d+) unknown/));
    if (code !== 0 && ended.stdout !== '') {
      const resumed = await world.clio('resume --yes --quiet');
      expect(resumed.code, resumed.stdout + resumed.stderr).toBe(0);
    } else if (code !== 0) expect((await world.clio(line)).code).toBe(0);
    if (back !== undefined) expect((await world.clio(back)).code).toBe(0);
    expect(await world.records()).toEqual(first);
  });
});

describe('confirmation and dry runs', () => {
  it('without a terminal a write needs --yes', async () => {
    const before = await world.stateText();
    const ended = await world.clio('annotation import table.csv');
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('--yes')]);
    expect(await world.stateText()).toBe(before);
  });

  it.each([
    [0, 'bodyid,note\n1001,x\n'],
    [5, 'bodyid,type,note\n1001,KCx,x\n'],
    [3, 'bodyid,note\n1e3,x\n'],
  ])('--dry-run exits with %d as the run does', async (code, table) => {
    world.file('table.csv', table);
    const before = await world.stateText();
    expect((await world.clio('annotation import table.csv --dry-run')).code).toBe(code);
    expect(await world.stateText()).toBe(before);
    expect((await world.clio(write)).code).toBe(code);
  });

  it('--dry-run --json is exactly counts and changes', async () => {
    world.file('table.csv', 'bodyid,type,class,note\n1001,KCx,KC,x\n');
    const { code, stdout } = await world.clio('annotation import table.csv --dry-run --json');
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toEqual({
      counts: { add: 1, overwrite: 0, clear: 0, same: 1, protected: 1, conflict: 0, invalid: 0 },
      changes: [
        { bodyid: 1001, field: 'type', before: 'KCg-m', after: 'KCx', verdict: 'protected' },
        { bodyid: 1001, field: 'note', before: null, after: 'x', verdict: 'add' },
      ],
    });
  });

  it('a reader is refused before anything is sent', async () => {
    await world.takeRequests();
    const ended = await world.clio(write, { env: { CLIO_TOKEN: users.eve.token } });
    expect(ended.code, ended.stderr).toBe(3);
    expect((await world.requests()).filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

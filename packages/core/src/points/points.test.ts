import { describe, expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { InvalidRequestError, PermissionError } from '../errors/ResponseError.js';
import { deletePoint } from './deletePoint.js';
import { fetchPoints } from './fetchPoints.js';
import type { PointInput } from './Point.js';
import { setPoint } from './setPoint.js';
import { setPoints } from './setPoints.js';
import { toPointKey } from './toPointKey.js';

const point: PointInput = { kind: 'point', pos: [120, 44, -9] };

describe('toPointKey', () => {
  it.each([
    [{ kind: 'point', pos: [120, 44, -9] }, 'Pt120_44_-9'],
    [{ kind: 'point', pos: [-0, 0, 9007199254740993n] }, 'Pt0_0_9007199254740993'],
    [{ kind: 'lineseg', pos: [1, 2, 3, 4, 5, 6] }, 'Ln1_2_3_4_5_6'],
    [{ kind: 'sphere', pos: [1, 2, 3, 4, 5, 6] }, 'Sp1_2_3_4_5_6'],
  ] as const)('is no. %#', async (given, key) => {
    expect(toPointKey(given)).toBe(key);
    // The server makes the same one.
    expect(await setPoint(stage().as('ed'), given)).toBe(key);
  });

  it.each([
    { kind: 'point', pos: [1, 2] },
    { kind: 'sphere', pos: [1, 2, 3] },
    { kind: 'point', pos: [1.5, 2, 3] },
    { kind: 'point', pos: [1, 2, Number.NaN] },
    { kind: 'point', pos: [1, 2, 2 ** 53] },
  ] as const)('refuses %j', (given) => {
    expect(() => toPointKey(given)).toThrowError(/whole numbers/);
  });
});

describe('setPoint, fetchPoints, deletePoint', () => {
  it('set, read and delete', async () => {
    const client = stage().as('ed');
    const prop = { comment: 'odd bouton', body: 720575940621039145n, list: [1, 'x'] };
    const key = await setPoint(client, { ...point, prop, tags: ['soma'], title: 't' });
    expect(await fetchPoints(client)).toEqual([
      {
        user: 'ed@lab.example',
        key,
        kind: 'point',
        pos: [120, 44, -9],
        prop,
        tags: ['soma'],
        title: 't',
        description: null,
      },
    ]);
    await deletePoint(client, key);
    await deletePoint(client, key);
    expect(await fetchPoints(client)).toEqual([]);
  });

  it('replaces by default, and merges when told to', async () => {
    const client = stage().as('ed');
    const stored = async () => (await fetchPoints(client))[0];
    await setPoint(client, { ...point, title: 'a', tags: ['x'] });
    await setPoint(client, { ...point, title: 'b' }, { replace: false });
    expect(await stored()).toMatchObject({ title: 'b', tags: ['x'] });
    await setPoint(
      client,
      { ...point, title: 'c', tags: ['y'] },
      { replace: false, conditional: ['title'] },
    );
    expect(await stored()).toMatchObject({ title: 'b', tags: ['y'] });
    await setPoint(client, { ...point, title: 'd' });
    expect(await stored()).toMatchObject({ title: 'd', tags: null });
  });

  it('moves', async () => {
    const client = stage().as('ed');
    const moveKey = await setPoint(client, point);
    const key = await setPoint(client, { ...point, pos: [121, 44, -9] }, { moveKey });
    expect((await fetchPoints(client)).map((each) => each.key)).toEqual([key]);
  });

  it("reads a group's, and another's as admin", async () => {
    const { as } = stage();
    await setPoint(as('ed'), point);
    await setPoint(as('vera'), { ...point, pos: [1, 2, 3] });
    const users = async (...args: Parameters<typeof fetchPoints>) =>
      (await fetchPoints(...args)).map(({ user }) => user).sort();
    expect(await users(as('ed'), { groups: ['tracers', 'nosuch'] })).toEqual([
      'ed@lab.example',
      'vera@lab.example',
    ]);
    expect(await users(as('ed'), { groups: [] })).toEqual(['ed@lab.example']);
    expect(await users(as('ada', 'OL'), { user: 'ed@lab.example' })).toEqual([]);
  });

  it('writes for another where that is permitted', async () => {
    const { as } = stage();
    await setPoint(as('ed'), { ...point, user: 'vera@lab.example' });
    const [found] = await fetchPoints(as('vera'));
    expect(found).toMatchObject({ user: 'vera@lab.example' });
    await deletePoint(as('ed'), found?.key ?? '', { user: 'vera@lab.example' });
    expect(await fetchPoints(as('vera'))).toEqual([]);
  });

  it('fail as the server does', async () => {
    const { as } = stage();
    const refused = [
      fetchPoints(as('sam')),
      fetchPoints(as('ed'), { user: 'vera@lab.example' }),
      setPoint(as('sam'), point),
      setPoint(as('vera'), { ...point, user: 'ed@lab.example' }),
      deletePoint(as('vera'), 'Pt1_2_3', { user: 'ed@lab.example' }),
    ];
    for (const each of refused) expect(await failureOf(each)).toBeInstanceOf(PermissionError);
    const error = await failureOf(fetchPoints(as('ed'), { groups: ['others'] }));
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error.message).toContain('not member of requested groups');
  });

  it.each([
    [{ kind: 'point', pos: [1.5, 2, 3] }, 'The point is wrong at pos[0]: expected a whole number'],
    [{ kind: 'dot', pos: [1, 2, 3] }, 'expected "point" or "lineseg" or "sphere"'],
    [{ kind: 'point', pos: [1, 2] }, '3 whole numbers'],
    [{ ...point, colour: 'red' }, 'expected no "colour"'],
    [{ ...point, tags: 'soma' }, 'at tags: expected a list'],
    [
      { ...point, prop: { a: [[1]] } },
      'cannot be stored at prop.a[0]: the server keeps no list inside a list',
    ],
    [{ ...point, prop: { '': 1 } }, 'a field has no name'],
    [{ ...point, prop: { n: 2n ** 63n } }, 'whole numbers from'],
    [{ ...point, user: '' }, 'at user'],
  ])('refuses no. %# and sends nothing', async (given, message) => {
    const { as, sandbox } = stage();
    const error = await failureOf(setPoint(as('ed'), given as PointInput));
    expect(error).toMatchObject({ code: 'input', message: expect.stringContaining(message) });
    expect(sandbox.requests).toEqual([]);
  });

  it('refuses options that would have no effect', async () => {
    const client = stage().as('ed');
    expect(
      (await failureOf(setPoint(client, point, { conditional: ['title'] }))).message,
    ).toContain('replace: false');
    expect(
      (await failureOf(setPoint(client, point, { replace: false, conditional: ['a,b'] }))).message,
    ).toContain('"a,b"');
    expect((await failureOf(fetchPoints(client, { groups: ['a,b'] }))).message).toContain(
      'no group',
    );
  });
});

describe('setPoints', () => {
  const points = Array.from(
    { length: 20 },
    (_, x): PointInput => ({ kind: 'point', pos: [x, 0, 0] }),
  );

  it('sets each by a request of its own, in the order given', async () => {
    const { as, sandbox } = stage();
    const steps: [number, number][] = [];
    const outcomes = await setPoints(as('ed'), points, {
      onProgress: (...step) => steps.push(step),
    });
    expect(outcomes).toEqual(
      points.map((each) => ({ point: each, outcome: 'written', key: toPointKey(each) })),
    );
    expect(sandbox.requests).toHaveLength(20);
    expect(await fetchPoints(as('ed'))).toHaveLength(20);
    expect(steps.at(-1)).toEqual([20, 20]);
  });

  it('goes on after one that is refused', async () => {
    const { as } = stage();
    const mixed = points.map((each, i) => (i === 3 ? { ...each, user: 'vera@lab.example' } : each));
    const outcomes = await setPoints(as('vera', 'OL'), mixed);
    expect(outcomes.filter(({ outcome }) => outcome === 'written')).toHaveLength(20);
    const others = await setPoints(as('vera', 'OL'), [{ ...point, user: 'ed@lab.example' }, point]);
    expect(others.map(({ outcome }) => outcome)).toEqual(['failed', 'written']);
    expect(others[0]).toMatchObject({ error: expect.any(PermissionError) });
  });

  it('ends with a refused token', async () => {
    const { as, sandbox } = stage();
    const outcomes = await setPoints(as('nobody'), points, { atOnce: 1 });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', ...Array(19).fill('unsent')]);
    expect(sandbox.requests).toHaveLength(1);
  });

  it('ends when aborted', async () => {
    const { as } = stage();
    const caller = new AbortController();
    const outcomes = await setPoints(as('ed'), points, {
      atOnce: 1,
      signal: caller.signal,
      onProgress: (done) => done === 5 && caller.abort(),
    });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      ...Array(5).fill('written'),
      'failed',
      ...Array(14).fill('unsent'),
    ]);
  });

  it('checks all before it sends any', async () => {
    const { as, sandbox } = stage();
    const bad = [...points, { kind: 'point', pos: [1, 2] } as PointInput];
    expect((await failureOf(setPoints(as('ed'), bad))).message).toContain('3 whole numbers');
    expect((await failureOf(setPoints(as('ed'), [...points, point, point]))).message).toContain(
      'Points 21 and 22',
    );
    expect(sandbox.requests).toEqual([]);
  });
});

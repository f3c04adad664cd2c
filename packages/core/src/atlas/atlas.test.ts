import { describe, expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { withDataset } from '../client/withDataset.js';
import { InputError } from '../errors/InputError.js';
import { PermissionError } from '../errors/ResponseError.js';
import { deleteAtlasPoint } from './deleteAtlasPoint.js';
import { fetchAtlasPoints } from './fetchAtlasPoints.js';
import { fetchOwnAtlasPoints } from './fetchOwnAtlasPoints.js';
import { setAtlasPoint } from './setAtlasPoint.js';
import { verifyAtlasPoint } from './verifyAtlasPoint.js';

const point = { location: [10, 20, 30], title: 'Glial wrap' } as const;

describe('the atlas', () => {
  it('is an empty list when it is empty', async () => {
    expect(await fetchAtlasPoints(stage().as('sam'))).toEqual([]);
    expect(await fetchOwnAtlasPoints(stage().as('ed'))).toEqual([]);
  });

  it('takes, gives and deletes points', async () => {
    const { as } = stage();
    const client = as('ed');
    const stored = await setAtlasPoint(client, {
      ...point,
      description: 'd',
      body: 720575940621039145n,
    });
    expect(stored).toMatchObject({
      ...point,
      description: 'd',
      body: 720575940621039145n,
      user: 'ed@lab.example',
      dataset: 'VNC',
      verified: false,
    });
    expect(await fetchOwnAtlasPoints(client)).toEqual([stored]);
    expect(await fetchAtlasPoints(client)).toEqual([stored]);
    expect(await fetchOwnAtlasPoints(as('vera'))).toEqual([]);
    expect(await deleteAtlasPoint(client, [10, 20, 31])).toBe(false);
    expect(await deleteAtlasPoint(client, point.location)).toBe(true);
    expect(await fetchOwnAtlasPoints(client)).toEqual([]);
  });

  it('replaces the own point at a place', async () => {
    const client = stage().as('ed');
    await setAtlasPoint(client, { ...point, description: 'first' });
    await setAtlasPoint(client, { ...point, title: 'second' });
    const [found, ...more] = await fetchOwnAtlasPoints(client);
    expect(more).toEqual([]);
    expect(found?.title).toBe('second');
    expect(found).not.toHaveProperty('description');
  });

  it('confirms a point, for all to see', async () => {
    const { as } = stage();
    await setAtlasPoint(as('vera'), point);
    const [found] = await fetchAtlasPoints(as('ed'));
    if (!found) throw new Error('It is not there.');
    await verifyAtlasPoint(withDataset(as('ed'), found.dataset), found);
    const [seen] = await fetchAtlasPoints(as('vera'));
    expect(seen).toMatchObject({ ...point, verified: true, user: 'vera@lab.example' });
    expect(await failureOf(setAtlasPoint(as('vera'), point))).toBeInstanceOf(PermissionError);
    await verifyAtlasPoint(as('ed'), found, { verified: false });
    expect(await fetchAtlasPoints(as('ed'))).toMatchObject([{ verified: false }]);
  });

  it("does not report another's point as deleted", async () => {
    const { as } = stage();
    await setAtlasPoint(as('vera'), point);
    expect(await deleteAtlasPoint(as('ed'), point.location)).toBe(false);
    expect(await fetchOwnAtlasPoints(as('vera'))).toHaveLength(1);
  });

  it('fails as the server does', async () => {
    const { as } = stage();
    const refused = [
      fetchOwnAtlasPoints(as('sam')),
      setAtlasPoint(as('sam'), point),
      setAtlasPoint(as('vera'), { ...point, user: 'ed@lab.example' }),
      setAtlasPoint(as('vera'), { ...point, verified: true }),
      deleteAtlasPoint(as('sam'), point.location),
    ];
    for (const each of refused) expect(await failureOf(each)).toBeInstanceOf(PermissionError);
  });

  it.each([
    [{ ...point, location: [1.5, 2, 3] }, 'location[0]: expected a whole number'],
    [{ ...point, location: [1, 2] }, 'location'],
    [{ location: [1, 2, 3] }, 'title: expected text'],
    [{ ...point, verified: 'yes' }, 'verified: expected a boolean'],
    [{ ...point, extra: [[1]] }, 'no list inside a list'],
  ])('refuses %j and sends nothing', async (given, message) => {
    const { as, sandbox } = stage();
    const error = await failureOf(setAtlasPoint(as('ed'), given as never));
    expect(error).toMatchObject({ code: 'input', message: expect.stringContaining(message) });
    expect(sandbox.requests).toEqual([]);
  });

  it('has no dataset named all', async () => {
    const client = stage().as('ed', 'all');
    expect(await failureOf(fetchOwnAtlasPoints(client))).toBeInstanceOf(InputError);
    expect(await failureOf(setAtlasPoint(client, point))).toBeInstanceOf(InputError);
  });
});

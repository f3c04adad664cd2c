import { describe, expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { NotFoundError } from '../errors/ResponseError.js';
import { deleteValue } from './deleteValue.js';
import { fetchValue } from './fetchValue.js';
import { fetchValues } from './fetchValues.js';
import { setValue } from './setValue.js';

const value = {
  theme: 'dark',
  bodies: [720575940621039145n, -(2n ** 63n)],
  deep: { n: 1.5, none: null },
};

describe('values', () => {
  it('are set, read and deleted, with exact integers', async () => {
    const client = stage().as('sam');
    await setValue(client, 'my scope', 'ä key?', value);
    expect(await fetchValue(client, 'my scope', 'ä key?')).toEqual(value);
    expect(await fetchValues(client, 'my scope')).toEqual({ 'ä key?': value });
    await deleteValue(client, 'my scope', 'ä key?');
    await deleteValue(client, 'my scope', 'ä key?');
    expect(await fetchValues(client, 'my scope')).toEqual({});
  });

  it('come with their time when asked for', async () => {
    const client = stage().as('sam');
    await setValue(client, 's', 'k', {});
    expect(await fetchValue(client, 's', 'k', { timestamp: true })).toEqual({
      _timestamp: Date.parse('2026-05-04T03:02:01Z') / 1000,
    });
    expect(await fetchValues(client, 's', { timestamp: true })).toEqual({
      k: { _timestamp: expect.any(Number) },
    });
  });

  it('belong to a user', async () => {
    const { as } = stage();
    await setValue(as('sam'), 's', 'k', value);
    const error = await failureOf(fetchValue(as('ed'), 's', 'k'));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.message).toContain('no key-value found for key k, scope s');
  });

  it('are replaced as a whole', async () => {
    const client = stage().as('sam');
    await setValue(client, 's', 'k', { a: 1 });
    await setValue(client, 's', 'k', { b: 2 });
    expect(await fetchValue(client, 's', 'k')).toEqual({ b: 2 });
  });

  it.each([
    [[1, 2], 'expected an object'],
    ['text', 'expected an object'],
    [null, 'expected an object'],
    [{ a: [[1]] }, 'at a[0]: the server keeps no list inside a list'],
    [{ a: [{ b: [1] }, { '': 1 }] }, 'at a[1]: a field has no name'],
    [{ a: 2n ** 63n }, 'at a: the server keeps whole numbers'],
    [{ a: Number.NaN }, 'NaN has no JSON form'],
    [{ _timestamp: 1 }, 'which the server sets'],
  ])('refuses no. %# and sends nothing', async (given, message) => {
    const { as, sandbox } = stage();
    const error = await failureOf(setValue(as('sam'), 's', 'k', given as never));
    expect(error).toMatchObject({ code: 'input', message: expect.stringContaining(message) });
    expect(sandbox.requests).toEqual([]);
  });

  it.each(['', '.', '..', 'a/b'])('refuses %j as scope and as key', async (name) => {
    const client = stage().as('sam');
    for (const each of [
      () => fetchValue(client, name, 'k'),
      () => fetchValue(client, 's', name),
      () => fetchValues(client, name),
      () => setValue(client, name, 'k', {}),
      () => deleteValue(client, 's', name),
    ]) {
      expect(await failureOf(each())).toMatchObject({ code: 'input' });
    }
  });
});

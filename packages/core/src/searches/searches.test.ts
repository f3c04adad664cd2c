import { expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { ServerError } from '../errors/ResponseError.js';
import { addSearch } from './addSearch.js';
import { deleteSearches } from './deleteSearches.js';
import { fetchSearches } from './fetchSearches.js';

const place = [10, 20, 30] as const;

it('saves, gives and deletes searches', async () => {
  const client = stage().as('vera');
  expect(await fetchSearches(client)).toEqual([]);
  await addSearch(client, place, { note: 'like', body: 720575940621039145n });
  expect(await fetchSearches(client)).toMatchObject([
    {
      note: 'like',
      body: 720575940621039145n,
      dataset: 'VNC',
      email: 'vera@lab.example',
      location: [10, 20, 30],
    },
  ]);
  await deleteSearches(client, [1, 2, 3]);
  expect(await fetchSearches(client)).toHaveLength(1);
  await deleteSearches(client, place);
  expect(await fetchSearches(client)).toEqual([]);
});

it('does not repeat the saving, which would save twice', async () => {
  const { as, sandbox } = stage();
  sandbox.faults.add({ fault: 'status', status: 503, effect: true });
  await failureOf(addSearch(as('vera', 'VNC', { retry: 3 }), place, {}));
  expect(sandbox.requests).toHaveLength(1);
});

it('says what a failure of the server most often means', async () => {
  const { as } = stage();
  for (const each of [
    fetchSearches(as('sam')),
    addSearch(as('sam'), place, {}),
    deleteSearches(as('sam'), place),
  ]) {
    const error = await failureOf(each);
    expect(error).toBeInstanceOf(ServerError);
    expect(error.message).toContain('ask for access');
  }
});

it('refuses what cannot be, and sends nothing', async () => {
  const { as, sandbox } = stage();
  const client = as('vera');
  for (const each of [
    addSearch(client, [1.5, 2, 3], {}),
    addSearch(client, place, { a: [[1]] }),
    addSearch(client, place, [] as never),
    deleteSearches(client, [1, 2] as never),
  ]) {
    expect(await failureOf(each)).toMatchObject({ code: 'input' });
  }
  expect(sandbox.requests).toEqual([]);
});

import { expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { NotFoundError, PermissionError } from '../errors/ResponseError.js';
import { setValue } from '../kv/setValue.js';
import { createPullRequest } from './createPullRequest.js';
import { fetchPullRequests } from './fetchPullRequests.js';

it('hands a value over, as it is then', async () => {
  const { as } = stage();
  expect(await fetchPullRequests(as('ed'))).toEqual([]);
  await setValue(as('ed'), 'merges-VNC', 'main', { 1001: [720575940621039145n] });
  await createPullRequest(as('ed'), 'merges-VNC', 'main');
  await setValue(as('ed'), 'merges-VNC', 'main', {});
  const expected = [
    {
      user: 'ed@lab.example',
      scope: 'merges-VNC',
      key: 'main',
      value: { 1001: [720575940621039145n], _timestamp: expect.any(Number) },
    },
  ];
  expect(await fetchPullRequests(as('ed'))).toEqual(expected);
  expect(await fetchPullRequests(as('ada'), { user: 'all' })).toEqual(expected);
  expect(await fetchPullRequests(as('ada'), { user: 'ed@lab.example' })).toEqual(expected);
  expect(await fetchPullRequests(as('vera'))).toEqual([]);
});

it('is not found where there is no value, which the server says in other words', async () => {
  const error = await failureOf(createPullRequest(stage().as('ed'), 'merges-VNC', 'main'));
  expect(error).toBeInstanceOf(NotFoundError);
  expect(error.message).toBe(
    'There is no value main in scope merges-VNC to request a pull of. Set it first.',
  );
});

it("gives others' to admins alone", async () => {
  const { as } = stage();
  for (const user of ['all', 'ed@lab.example']) {
    expect(await failureOf(fetchPullRequests(as('vera'), { user }))).toBeInstanceOf(
      PermissionError,
    );
  }
});

it('refuses names that no address can hold', async () => {
  const { as, sandbox } = stage();
  expect(await failureOf(createPullRequest(as('ed'), 'a/b', 'c'))).toMatchObject({ code: 'input' });
  expect(await failureOf(createPullRequest(as('ed'), 'a', ''))).toMatchObject({ code: 'input' });
  expect(sandbox.requests).toEqual([]);
});

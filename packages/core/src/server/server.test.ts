import { expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { createClient } from '../client/createClient.js';
import { AuthenticationError } from '../errors/ResponseError.js';
import { createLoginUrl } from './createLoginUrl.js';
import { createLogoutUrl } from './createLogoutUrl.js';
import { refreshCaches } from './refreshCaches.js';

const client = createClient({ server: 'https://clio.test/api' });

it('makes the address of a login', async () => {
  expect(
    createLoginUrl(client, { redirect: 'https://app.test/?a=1&b=2#x', dataset: 'manc:v1.0' }),
  ).toBe(
    'https://clio.test/api/login?redirect=https%3A%2F%2Fapp.test%2F%3Fa%3D1%26b%3D2%23x&dataset=manc%3Av1.0',
  );
  const { as, sandbox } = stage();
  const url = createLoginUrl(as('ed'), { redirect: 'https://app.test/', service: 'other' });
  const { status, headers } = await sandbox.fetch(url, { redirect: 'manual' });
  expect(status).toBe(302);
  const target = new URL(headers.get('location') ?? '');
  expect(target.origin).toBe(new URL(sandbox.dsg).origin);
  expect(target.searchParams.get('redirect')).toBe('https://app.test/');
  expect(target.searchParams.get('service')).toBe('other');
});

it('makes the address of a logout', async () => {
  expect(createLogoutUrl(client)).toBe('https://clio.test/api/logout');
  const { as, sandbox } = stage();
  const url = createLogoutUrl(as('ed'), { redirect: 'https://app.test/' });
  const { status, headers } = await sandbox.fetch(url, { redirect: 'manual' });
  expect([status, headers.get('location')]).toEqual([302, 'https://app.test/']);
});

it('makes the server read again', async () => {
  const { as } = stage();
  await expect(refreshCaches(as('sam'))).resolves.toBeUndefined();
  expect(await failureOf(refreshCaches(as('nobody')))).toBeInstanceOf(AuthenticationError);
});

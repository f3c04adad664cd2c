import { createSandbox } from '@clio/sandbox';
import { expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { createClient } from '../client/createClient.js';
import { AuthenticationError, InvalidRequestError } from '../errors/ResponseError.js';
import { fetchProfile } from './fetchProfile.js';
import { fetchRoles } from './fetchRoles.js';

it('says who the user is, and what this user may do', async () => {
  const { as, sandbox } = stage();
  const roles = await fetchRoles(as('ed'));
  expect(roles).toMatchObject({
    email: 'ed@lab.example',
    name: 'Ed',
    groups: ['tracers'],
    global_roles: [],
  });
  expect(roles.datasets.VNC).toEqual(expect.arrayContaining(['clio_general', 'clio_write']));
  const profile = await fetchProfile(as('vera'));
  expect(profile.dsg_url).toBe(sandbox.dsg);
  expect(profile.missing_tos).toEqual([
    { dataset_id: 9, dataset_name: 'guarded', tos_id: 4, tos_name: 'Terms' },
  ]);
  expect(profile.datasets_ignore_tos).toHaveProperty('guarded');
});

it('is refused without a token', async () => {
  const { as } = stage();
  const client = as('ed', 'VNC', { auth: undefined });
  expect(await failureOf(fetchRoles(client))).toBeInstanceOf(AuthenticationError);
  expect(await failureOf(fetchProfile(client))).toMatchObject({ source: undefined });
});

it('works with a deployment that has no login service, but for the profile', async () => {
  const sandbox = createSandbox({
    legacy: true,
    state: {
      users: {
        ann: { token: 'ann-token', email: 'ann@lab.example', permissions_v2: { MB: ['view'] } },
      },
      datasets: { MB: { description: 'mushroom body' } },
    },
  });
  await sandbox.state();
  const client = createClient({
    server: sandbox.server,
    fetch: sandbox.fetch,
    auth: sandbox.tokens.ann,
  });
  expect(await fetchRoles(client)).toMatchObject({ email: 'ann@lab.example' });
  const error = await failureOf(fetchProfile(client));
  expect(error).toBeInstanceOf(InvalidRequestError);
  expect(error.message).toContain('does not offer the operation');
});

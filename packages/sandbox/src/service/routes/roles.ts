import { endpoint } from '../http/endpoint.js';
import type { Mount } from '../http/mount.js';
import { rolesValue, type User } from '../identity/User.js';
import type { PythonDict, PythonValue } from '../python/values.js';

/** What both descriptions of the caller have in common. */
function rights(user: User): [string, PythonValue][] {
  return [
    ['global_roles', [...user.globalRoles]],
    ['datasets', rolesValue(user.datasets)],
    ['datasets_ignore_tos', rolesValue(user.datasetsIgnoreTos)],
    ['missing_tos', [...user.missingTos]],
    ['groups', [...user.groups]],
  ];
}

const roles = endpoint({
  run: ({ user }): PythonDict =>
    new Map<string, PythonValue>([
      ['email', user.email],
      ['name', user.name],
      ['org', user.org],
      ['picture', user.picture],
      ['disabled', user.disabled],
      ...rights(user),
    ]),
});

/** `/roles`: the caller, as the server remembers them. */
export const roleRoutes: readonly Mount[] = [['GET', '', roles]];

/** `/profile`: the caller, asked for anew. */
export const profile = endpoint({
  run: ({ service, user }): PythonDict =>
    new Map<string, PythonValue>([
      ['email', user.email],
      ['name', user.name],
      ['picture', user.picture],
      ...rights(user),
      ['dsg_url', service.dsg],
    ]),
});

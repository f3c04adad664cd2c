import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import type { Mount } from '../http/mount.js';
import { isAdmin } from '../identity/rights.js';
import { rolesValue, type User } from '../identity/User.js';
import { toJson } from '../python/fromJson.js';
import { str } from '../python/text.js';
import type { PythonDict, PythonValue } from '../python/values.js';
import { refreshRoute } from '../routes/server.js';
import { dictOf, list, maybe, model } from '../validation/containers.js';
import type { LegacyUsers } from './LegacyUsers.js';
import { setOf } from './setOf.js';
import { signToken } from './webToken.js';

/** Three weeks, in seconds. */
export const usualTokenLifetime = 1_814_400;

/** Claims of Google's that the server's own tokens carry on. */
const carried = ['hd', 'email_verified', 'name', 'picture', 'given_name', 'family_name', 'locale'];

/** What served differently before DatasetGateway. `/login`, `/profile` and `/logout` were not there. */
export function legacyRoutes(
  users: LegacyUsers,
  tokenLifetime: number,
): { roles: readonly Mount[]; users: readonly Mount[]; server: readonly Mount[] } {
  const roles = endpoint({ run: ({ user }) => describe(user) });
  const token = endpoint({
    run({ service, user }) {
      const issued = Math.floor(service.now().getTime() / 1000);
      const claims: Record<string, unknown> = {
        email: user.email,
        iat: issued,
        exp: issued + tokenLifetime,
        iss: 'flyem-clio-store',
      };
      for (const name of carried) {
        const claim = user.claims?.get(name);
        if (typeof claim === 'string' || typeof claim === 'boolean') claims[name] = claim;
      }
      return signToken(claims);
    },
  });
  return {
    roles: [['GET', '', roles]],
    users: userRoutes(users),
    server: [refreshRoute, ['POST', '/token', token]],
  };
}

function describe(user: User): PythonDict {
  return new Map<string, PythonValue>([
    ['email', user.email],
    ['name', user.name],
    ['org', user.org],
    ['disabled', user.disabled],
    ['global_roles', [...user.globalRoles]],
    ['datasets', rolesValue(user.datasets)],
    ['groups', [...user.groups]],
    ['google_idinfo', user.claims ?? null],
  ]);
}

const rolesByEmail = dictOf(model({ global_roles: maybe(setOf), datasets: maybe(dictOf(setOf)) }));

function requireAdmin(user: User): void {
  if (!isAdmin(user)) throw new HttpError(401, 'user lacks permission for /users endpoint');
}

function userRoutes(users: LegacyUsers): readonly Mount[] {
  const get = endpoint({
    run({ user }): PythonDict {
      requireAdmin(user);
      return new Map([...users.all()].map(([email, known]) => [email, describe(known)]));
    },
  });
  const post = endpoint({
    body: rolesByEmail,
    run({ body, user }) {
      requireAdmin(user);
      for (const [email, roles] of body) {
        const globalRoles = toJson(roles.get('global_roles') ?? []);
        users.put(email, globalRoles, toJson(roles.get('datasets') ?? new Map()));
      }
      return null;
    },
  });
  const remove = endpoint({
    body: list,
    run({ body, user }) {
      requireAdmin(user);
      for (const email of body) users.remove(str(email));
      return null;
    },
  });
  return [
    ['GET', '', get],
    ['POST', '', post],
    ['DELETE', '', remove],
  ];
}

import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import type { Mount } from '../http/mount.js';
import { isAdmin } from '../identity/rights.js';
import type { User } from '../identity/User.js';
import type { PythonDict } from '../python/values.js';
import { type Service, unixTime } from '../Service.js';
import { keyValuePath, pullRequestPath, pullRequestsPath } from '../store/paths.js';
import { model, required } from '../validation/containers.js';
import { textParameter } from '../validation/parameters.js';
import { text } from '../validation/scalars.js';
import { guard, guardAll } from './guard.js';

const post = endpoint({
  body: model({ pull: required(text) }),
  run({ service, body, user }) {
    const pull = String(body.get('pull'));
    const [area, scope = '', key = '', ...more] = pull.split('/');
    if (pull.split('/').length < 3 || more.length > 0) {
      throw new HttpError(400, `badly formatted pull request '${pull}'`);
    }
    if (area !== 'kv') throw new HttpError(400, 'only /kv pull requests supported at this time');
    return guardAll(
      () => {
        const value = service.documents.get(keyValuePath(user.email, scope), key);
        if (!value) throw new HttpError(404, `no pull request found corresponding to ${pull}`);
        value.set('_timestamp', unixTime(service));
        service.documents.set(pullRequestPath(user.email, scope), key, value);
        return null;
      },
      (reason) => `error attempting pull request: ${reason}`,
    );
  },
});

const list = endpoint({
  query: { user_email: textParameter() },
  run: ({ service, query, user }) =>
    guard(
      () => {
        const output: PythonDict = new Map();
        for (const email of emails(service, user, query.user_email)) {
          const requests = requestsOf(service, email);
          if (requests.size > 0) output.set(email, requests);
        }
        return output;
      },
      (error) => `error attempting pull request: ${error.text}`,
    ),
});

function emails(service: Service, user: User, asked: string): string[] {
  if (asked === '') return [user.email];
  if (asked === 'all') {
    if (!isAdmin(user)) throw new HttpError(401, 'no permission to access all pull requests');
    return service.documents.ids(pullRequestsPath);
  }
  if (asked !== user.email && !isAdmin(user)) {
    throw new HttpError(401, `no permission to access pull requests for user ${asked}`);
  }
  return [asked];
}

function requestsOf(service: Service, email: string): PythonDict {
  const scopes: PythonDict = new Map();
  for (const scope of service.documents.collectionsOf(pullRequestsPath, email)) {
    const values = service.documents.list(pullRequestPath(email, scope));
    scopes.set(scope, new Map(values.map(({ id, fields }) => [id, fields])));
  }
  return scopes;
}

/** Pull requests: copies of key-values for others to look at. */
export const pullRoutes: readonly Mount[] = [
  ['POST', '', post],
  ['GET', '', list],
];

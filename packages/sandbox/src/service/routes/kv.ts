import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import type { Mount } from '../http/mount.js';
import type { PythonDict } from '../python/values.js';
import { unixTime } from '../Service.js';
import { keyValuePath } from '../store/paths.js';
import { dict } from '../validation/containers.js';
import { boolParameter } from '../validation/parameters.js';
import { guard, keyError } from './guard.js';

const stamp = '_timestamp';

/** @throws PythonError when there is no time to take away */
function withoutTime(value: PythonDict): PythonDict {
  if (!value.delete(stamp)) throw keyError(stamp);
  return value;
}

const one = endpoint({
  query: { timestamp: boolParameter(false) },
  run({ service, path: { scope = '', key = '' }, query, user }) {
    const value = guard(
      () => service.documents.get(keyValuePath(user.email, scope), key),
      () => `error in retrieving key-value for key ${key}, scope ${scope}`,
    );
    if (!value) throw new HttpError(404, `no key-value found for key ${key}, scope ${scope}`);
    return query.timestamp ? value : withoutTime(value);
  },
});

const list = endpoint({
  query: { timestamp: boolParameter(false) },
  run: ({ service, path: { scope = '' }, query, user }) =>
    guard(
      () => {
        const values = service.documents.list(keyValuePath(user.email, scope));
        return new Map(
          values.map(({ id, fields }) => [id, query.timestamp ? fields : withoutTime(fields)]),
        );
      },
      () => `error in retrieving key-values for scope ${scope}`,
    ),
});

const post = endpoint({
  body: dict,
  run: ({ service, path: { scope = '', key = '' }, body, user }) =>
    guard(
      () => {
        const value: PythonDict = new Map(body).set(stamp, unixTime(service));
        service.documents.set(keyValuePath(user.email, scope), key, value);
        return null;
      },
      (error) => `error posting key-value for key ${key}, scope ${scope}: ${error.text}`,
    ),
});

const remove = endpoint({
  run: ({ service, path: { scope = '', key = '' }, user }) =>
    guard(
      () => {
        service.documents.delete(keyValuePath(user.email, scope), key);
        return null;
      },
      () => `error in deleting key-value for key ${key}, scope ${scope}`,
    ),
});

/** A user's own values, by scope and key. */
export const keyValueRoutes: readonly Mount[] = [
  ['GET', '/{scope}/{key}', one],
  ['GET', '/{scope}', list],
  ['POST', '/{scope}/{key}', post],
  ['DELETE', '/{scope}/{key}', remove],
];

import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import type { Mount } from '../http/mount.js';
import { canRead, canWriteOthers, canWriteOwn, isAdmin } from '../identity/rights.js';
import type { User } from '../identity/User.js';
import { repr } from '../python/text.js';
import {
  isList,
  type PythonDict,
  PythonError,
  type PythonValue,
  truthy,
} from '../python/values.js';
import type { Service } from '../Service.js';
import { pointsPath } from '../store/paths.js';
import { listOf, union } from '../validation/containers.js';
import { boolParameter, textParameter } from '../validation/parameters.js';
import { guard } from './guard.js';
import { answeredFields, answeredPoint, pointKey, postedPoint } from './pointModel.js';

const list = endpoint({
  query: { groups: textParameter(''), user: textParameter('') },
  run({ service, path: { dataset = '' }, query, user }) {
    if (!canRead(user, dataset, service.datasets.public)) {
      throw new HttpError(401, `no permission to read annotations on dataset ${dataset}`);
    }
    const owner = query.user || user.email;
    if (owner !== user.email && !isAdmin(user)) {
      throw new HttpError(401, `get of user ${owner} requires admin permissions`);
    }
    const owners = new Set([owner, ...membersOf(service, user, query.groups)]);
    const found = guard(
      () => [...owners].flatMap((email) => stored(service, dataset, email)),
      (error) => `error in retrieving annotations for dataset ${dataset}: ${error.text}`,
    );
    return found.map(answered);
  },
});

/** The members of those of the named groups that the caller is in; an admin is in all. */
function membersOf(service: Service, user: User, groups: string): string[] {
  if (groups === '') return [];
  const asked = [...new Set(groups.split(','))];
  const granted = isAdmin(user) ? asked : asked.filter((group) => user.groups.has(group));
  if (granted.length === 0) {
    const set = `{${asked.map(repr).join(', ')}}`;
    throw new HttpError(400, `requestor ${user.email} is not member of requested groups ${set}`);
  }
  return granted.flatMap((group) => service.members(group));
}

function stored(service: Service, dataset: string, email: string): PythonDict[] {
  return service.documents.list(pointsPath(dataset, email)).map(({ id, fields }) => {
    fields.set('user', email);
    fields.set('key', id);
    return fields;
  });
}

/** @throws PythonError for a stored point that is none */
function answered(fields: PythonDict): PythonDict {
  const result = answeredPoint(fields, []);
  if (!result.ok)
    throw new PythonError('ResponseValidationError', 'a stored annotation is invalid');
  return new Map(answeredFields.map((name) => [name, result.value.get(name) ?? null]));
}

const oneOrManyPoints = union(postedPoint, listOf(postedPoint));

interface Manner {
  readonly move: PythonValue;
  readonly replace: boolean;
  readonly conditional: readonly string[];
}

const post = endpoint({
  query: {
    move_key: textParameter(''),
    replace: boolParameter(true),
    conditional: textParameter(''),
  },
  body: oneOrManyPoints,
  run({ service, path: { dataset = '' }, query, body, user }) {
    const conditional = query.conditional === '' ? [] : query.conditional.split(',');
    if (!isList(body)) {
      const manner = { move: query.move_key, replace: query.replace, conditional };
      return new Map([['key', writePoint(service, dataset, body, user, manner)]]);
    }
    // The server passes the arguments of its own function one place too early.
    const manner = { move: query.replace, replace: conditional.length > 0, conditional: [] };
    const keys = body.map((point) => writePoint(service, dataset, point, user, manner));
    return new Map([['keys', keys]]);
  },
});

function writePoint(
  service: Service,
  dataset: string,
  point: PythonDict,
  user: User,
  manner: Manner,
): string {
  const owner = String(point.get('user') ?? user.email);
  point.set('user', owner);
  if (!mayWrite(service, user, owner, dataset)) {
    const whose = `user ${owner} on dataset ${dataset}`;
    throw new HttpError(401, `no permission to add annotation for ${whose}`);
  }
  return guard(
    () => {
      const path = pointsPath(dataset, owner);
      const key = pointKey(point);
      const before = manner.replace ? undefined : service.documents.get(path, key);
      service.documents.set(path, key, merge(before, inOrder(point), manner));
      moveAway(service, path, key, manner.move);
      return key;
    },
    () => `error in put annotation for dataset ${dataset}`,
  );
}

function moveAway(service: Service, path: readonly string[], key: string, move: PythonValue): void {
  if (move === '' || move === key) return;
  if (typeof move !== 'string')
    throw new PythonError('ValueError', 'a document id must be a string');
  service.documents.delete(path, move);
}

/** The posted fields, in the order in which the server stores them. */
function inOrder(point: PythonDict): PythonDict {
  const order = ['kind', 'pos', 'prop', 'tags', 'user', 'title', 'description'];
  const fields: PythonDict = new Map();
  for (const name of order) {
    const value = point.get(name);
    if (value !== undefined) fields.set(name, value);
  }
  return fields;
}

/** The stored fields with the posted ones over them, less those that are to be kept. */
function merge(before: PythonDict | undefined, posted: PythonDict, manner: Manner): PythonDict {
  if (manner.replace) return posted;
  const fields: PythonDict = new Map(before);
  for (const [name, value] of posted) {
    if (manner.conditional.includes(String(name)) && truthy(fields.get(name))) continue;
    fields.set(name, value);
  }
  return fields;
}

const remove = endpoint({
  query: { user_email: textParameter('') },
  run({ service, path: { dataset = '', key = '' }, query, user }) {
    const owner = query.user_email || user.email;
    if (!mayWrite(service, user, owner, dataset)) {
      const whose = `user ${owner} on dataset ${dataset}`;
      throw new HttpError(401, `no permission to delete annotation for ${whose}`);
    }
    return guard(
      () => {
        service.documents.delete(pointsPath(dataset, owner), key);
        return null;
      },
      () => `error in deleting annotation with key ${key} for dataset ${dataset}`,
    );
  },
});

/** One's own annotations need other rights than those of others. */
function mayWrite(service: Service, user: User, owner: string, dataset: string): boolean {
  if (owner === user.email) return canWriteOwn(user, dataset, service.datasets.public);
  return canWriteOthers(user, dataset);
}

/** Points, line segments and spheres. */
export const pointRoutes: readonly Mount[] = [
  ['GET', '/{dataset}', list],
  ['POST', '/{dataset}', post],
  ['PUT', '/{dataset}', post],
  ['DELETE', '/{dataset}/{key}', remove],
];

import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import type { Mount } from '../http/mount.js';
import { canRead, canWriteOthers, canWriteOwn, hasRole } from '../identity/rights.js';
import type { User } from '../identity/User.js';
import {
  equal,
  type PythonDict,
  PythonError,
  type PythonValue,
  setItem,
  truthy,
  typeName,
} from '../python/values.js';
import { type Service, unixTime } from '../Service.js';
import { atlasPath } from '../store/paths.js';
import { newDocumentId } from '../store/randomText.js';
import { list as anyList, dict, union } from '../validation/containers.js';
import { guard, keyError } from './guard.js';
import { coordinates, locationKey, type Place, stampPlace } from './place.js';

/** Objects before lists: an empty list is answered as an empty object. */
const answered = union(dict, anyList);

const list = endpoint({
  run({ service, path: { dataset = '' }, user }) {
    const points = guard(
      () => (dataset === 'all' ? everybodys(service, user) : own(service, user, dataset)),
      (error) => `error in retrieving atlas for dataset ${dataset}: ${error.text}`,
    );
    const result = answered(points, []);
    if (!result.ok) throw new PythonError('ResponseValidationError', 'atlas');
    return result.value;
  },
});

/** The caller's points of a dataset, by place. */
function own(service: Service, user: User, dataset: string): PythonDict {
  if (!canRead(user, dataset, service.datasets.public)) {
    throw new HttpError(401, 'no permission to read annotations');
  }
  const output: PythonDict = new Map();
  for (const { id, fields } of service.documents.list(atlasPath)) {
    if (fields.get('user') !== user.email || fields.get('dataset') !== dataset) continue;
    fields.set('id', id);
    const key = fields.get('locationkey');
    if (key === undefined) throw keyError('locationkey');
    setItem(output, hashable(key), fields);
  }
  return output;
}

/** All points the caller may see; those of which nobody knows whether they are verified are mended. */
function everybodys(service: Service, user: User): PythonValue[] {
  const output: PythonValue[] = [];
  for (const { id, fields } of service.documents.list(atlasPath)) {
    const dataset = hashable(fields.get('dataset') ?? '');
    const name = typeof dataset === 'string' ? dataset : '\0';
    if (!canRead(user, name, service.datasets.public)) continue;
    if (!fields.has('verified')) {
      fields.set('verified', false);
      service.documents.set(atlasPath, id, fields);
    }
    fields.set('id', id);
    const owner = fields.get('user');
    if (!truthy(fields.get('verified'))) {
      if (owner === undefined) throw keyError('user');
      if (owner !== user.email && !canWriteOthers(user, name)) continue;
    }
    output.push(fields);
  }
  return output;
}

function hashable(value: PythonValue): string | number | bigint | boolean | null {
  if (typeof value !== 'object' || value === null) return value;
  throw new PythonError('TypeError', `unhashable type: '${typeName(value)}'`);
}

const post = endpoint({
  query: coordinates,
  body: dict,
  run({ service, path: { dataset = '' }, query, body, user }) {
    // Python's own copy of what was posted: it is changed and answered.
    const point: PythonDict = new Map(body);
    checkRights(service, user, dataset, point);
    return guard(
      () => put(service, user, dataset, query, point),
      (error) => {
        const where = `(${query.x},${query.y},${query.z}) for dataset ${dataset}`;
        return `error in put annotation ${where}: ${error.text}`;
      },
    );
  },
});

function checkRights(service: Service, user: User, dataset: string, point: PythonDict): void {
  const owner = point.get('user');
  if (!point.has('title') || owner === undefined) {
    throw new HttpError(400, "POSTed object must include 'title' and 'user' properties");
  }
  if (!canWriteOwn(user, dataset, service.datasets.public)) {
    throw new HttpError(401, `no permission to write annotations in dataset ${dataset}`);
  }
  if (owner !== user.email && !canWriteOthers(user, dataset)) {
    throw new HttpError(401, `no permission to write others' annotations in dataset ${dataset}`);
  }
  if (truthy(point.get('verified')) && !mayVerify(service, user, dataset)) {
    throw new HttpError(401, `no permission to set verified status in dataset ${dataset}`);
  }
}

function mayVerify(service: Service, user: User, dataset: string): boolean {
  return hasRole(user, 'clio_write', dataset, service.datasets.public);
}

/** Writes a point over the first one at its place and takes the others there away. */
function put(
  service: Service,
  user: User,
  dataset: string,
  place: Place,
  point: PythonDict,
): PythonDict {
  const owner = point.get('user') ?? null;
  const there = at(service, owner, dataset, place);
  stampPlace(point, dataset, place, unixTime(service));
  const [first, ...surplus] = there;
  if (first === undefined) {
    const id = newDocumentId(service.random);
    point.set('id', id);
    if (!point.has('verified')) point.set('verified', false);
    service.documents.set(atlasPath, id, point);
    return point;
  }
  if (truthy(first.fields.get('verified')) && !mayVerify(service, user, dataset)) {
    throw new HttpError(401, 'no permission to modify verified atlas pt');
  }
  point.set('id', first.id);
  service.documents.set(atlasPath, first.id, point);
  for (const { id } of surplus) service.documents.delete(atlasPath, id);
  return point;
}

function at(service: Service, owner: PythonValue, dataset: string, place: Place) {
  return service.documents.list(atlasPath).filter(({ fields }) => {
    const [user, key] = [fields.get('user'), fields.get('locationkey')];
    if (user === undefined || !equal(user, owner)) return false;
    return fields.get('dataset') === dataset && key === locationKey(place);
  });
}

const remove = endpoint({
  query: coordinates,
  run({ service, path: { dataset = '' }, query, user }) {
    if (!canWriteOwn(user, dataset, service.datasets.public)) {
      throw new HttpError(401, `no permission to delete annotations in dataset ${dataset}`);
    }
    for (const { id } of at(service, user.email, dataset, query)) {
      service.documents.delete(atlasPath, id);
    }
    return null;
  },
});

/** The atlas: named places, each owned by a user. */
export const atlasRoutes: readonly Mount[] = [
  ['GET', '/{dataset}', list],
  ['POST', '/{dataset}', post],
  ['PUT', '/{dataset}', post],
  ['DELETE', '/{dataset}', remove],
];

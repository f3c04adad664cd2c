import { endpoint, openEndpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import type { Mount } from '../http/mount.js';
import { canRead, isAdmin } from '../identity/rights.js';
import type { User } from '../identity/User.js';
import { repr } from '../python/text.js';
import { type PythonDict, PythonError, type PythonValue } from '../python/values.js';
import type { Service } from '../Service.js';
import { volumesPath } from '../store/paths.js';
import { dictOf, listOf, maybe, model, required } from '../validation/containers.js';
import { text } from '../validation/scalars.js';
import { guard } from './guard.js';

const volumeModel = model({
  bucket: required(text),
  path: required(text),
  description: maybe(text),
});

const volumesById = dictOf(volumeModel);
const ids = listOf(text);

const unreadable = () => "error in retrieving volumes' metadata";

/** @throws PythonError for a stored volume that is none */
function remember(service: Service, id: string, fields: PythonDict): void {
  if (!volumeModel(fields, []).ok) throw new PythonError('ValidationError', 'not a volume');
  service.volumes.add(id);
}

function seen(service: Service, user: User, id: string): boolean {
  return service.datasets.isPublic(id) || canRead(user, id, service.datasets.public);
}

const list = endpoint({
  run: ({ service, user }) =>
    guard(() => {
      const output: PythonDict = new Map();
      for (const { id, fields } of service.documents.list(volumesPath)) {
        remember(service, id, fields);
        if (seen(service, user, id)) output.set(id, fields);
      }
      return output;
    }, unreadable),
});

const one = endpoint({
  run: ({ service, path: { volume = '' }, user }) =>
    guard((): PythonValue => {
      if (!seen(service, user, volume)) return null;
      const fields = service.documents.get(volumesPath, volume);
      if (!fields) return null;
      remember(service, volume, fields);
      return fields;
    }, unreadable),
});

const post = endpoint({
  body: volumesById,
  run({ service, body, user }) {
    if (!isAdmin(user)) throw new HttpError(401, 'user must be admin to set volume metadata');
    return guard(
      () => {
        for (const [id, fields] of body) {
          service.documents.set(volumesPath, id, fields);
          service.volumes.add(id);
        }
        return null;
      },
      () => 'error in POSTing volumes',
    );
  },
});

const remove = endpoint({
  body: ids,
  run({ service, body, user }) {
    if (!isAdmin(user)) throw new HttpError(401, 'user must be admin to delete volume metadata');
    return guard(
      () => {
        for (const id of body) {
          service.documents.delete(volumesPath, id);
          service.volumes.delete(id);
        }
        return null;
      },
      () => `error in deleting volumes ${repr(body)}`,
    );
  },
});

/** Hands a volume's data on, for everybody. There is no cloud storage here, and none to be reached. */
const proxy = openEndpoint({
  run({ service, path: { volume = '' } }) {
    if (!service.volumes.has(volume)) {
      throw new HttpError(400, `no volume information available for ${volume}`);
    }
    throw new PythonError('ConnectError', 'All connection attempts failed');
  },
});

/** Volumes. */
export const volumeRoutes: readonly Mount[] = [
  ['POST', '', post],
  ['DELETE', '', remove],
  ['GET', '', list],
  ['GET', '/{volume}', one],
];

/** What hands their data on; it is not part of the description the server gives of itself. */
export const volumeProxyRoutes: readonly Mount[] = [
  ['GET', '/proxy/{volume}/{object:path}', proxy],
];

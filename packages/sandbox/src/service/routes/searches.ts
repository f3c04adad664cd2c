import { endpoint } from '../http/endpoint.js';
import type { Mount } from '../http/mount.js';
import { hasRole } from '../identity/rights.js';
import type { User } from '../identity/User.js';
import { type PythonDict, PythonError, setItem } from '../python/values.js';
import { type Service, unixTime } from '../Service.js';
import { searchesPath } from '../store/paths.js';
import { newDocumentId } from '../store/randomText.js';
import { dict } from '../validation/containers.js';
import { guard, keyError } from './guard.js';
import { coordinates, locationKey, stampPlace } from './place.js';

/** Without the right the answer is a plain 500, as recorded. */
function requireGeneral(service: Service, user: User, dataset: string): void {
  if (hasRole(user, 'clio_general', dataset, service.datasets.public)) return;
  throw new PythonError('NameError', "name 'dataset_id' is not defined");
}

function own(service: Service, user: User, dataset: string) {
  return service.documents
    .list(searchesPath)
    .filter(
      ({ fields }) => fields.get('email') === user.email && fields.get('dataset') === dataset,
    );
}

const list = endpoint({
  run({ service, path: { dataset = '' }, user }) {
    requireGeneral(service, user, dataset);
    return guard(
      () => {
        const output: PythonDict = new Map();
        for (const { id, fields } of own(service, user, dataset)) {
          fields.set('id', id);
          const key = fields.get('locationkey');
          if (key === undefined) throw keyError('locationkey');
          if (typeof key === 'object' && key !== null)
            throw new PythonError('TypeError', 'unhashable');
          setItem(output, key, fields);
        }
        return output;
      },
      () => `error in getting saved searches for dataset ${dataset}`,
    );
  },
});

const post = endpoint({
  query: coordinates,
  body: dict,
  run({ service, path: { dataset = '' }, query, body, user }) {
    requireGeneral(service, user, dataset);
    return guard(
      () => {
        const search: PythonDict = new Map(body);
        stampPlace(search, dataset, query, unixTime(service));
        search.set('email', user.email);
        service.documents.set(searchesPath, newDocumentId(service.random), search);
        return null;
      },
      () => `error in put annotation (${query.x},${query.y},${query.z}) for dataset ${dataset}`,
    );
  },
});

const remove = endpoint({
  query: coordinates,
  run({ service, path: { dataset = '' }, query, user }) {
    requireGeneral(service, user, dataset);
    for (const { id, fields } of own(service, user, dataset)) {
      if (fields.get('locationkey') === locationKey(query))
        service.documents.delete(searchesPath, id);
    }
    return null;
  },
});

/** Saved searches: they pile up, for nothing replaces one. */
export const searchRoutes: readonly Mount[] = [
  ['GET', '/{dataset}', list],
  ['POST', '/{dataset}', post],
  ['PUT', '/{dataset}', post],
  ['DELETE', '/{dataset}', remove],
];

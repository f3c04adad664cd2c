import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import type { Mount } from '../http/mount.js';
import { canRead, canReadIgnoringTerms, isAdmin } from '../identity/rights.js';
import { compareText, repr } from '../python/text.js';
import { type PythonDict, PythonError, type PythonValue } from '../python/values.js';
import type { Service } from '../Service.js';
import { datasetModel, textOrNull } from '../store/Dataset.js';
import { datasetsPath } from '../store/paths.js';
import { dictOf, listOf } from '../validation/containers.js';
import { boolParameter } from '../validation/parameters.js';
import { text } from '../validation/scalars.js';
import { guard, guardAll } from './guard.js';
import { fillTemplates } from './templates.js';

const datasetsById = dictOf(datasetModel);
const ids = listOf(text);

const unreadable = () => "error in retrieving datasets' metadata";

const list = endpoint({
  query: { templates: boolParameter(false) },
  run: ({ service, query, user }) =>
    guardAll((): PythonValue => {
      const output: PythonDict = new Map();
      for (const { id, fields } of service.documents.list(datasetsPath)) {
        const seen =
          service.datasets.isPublic(id) || canReadIgnoringTerms(user, id, service.datasets.public);
        if (seen) output.set(id, query.templates ? fields : fillTemplates(fields));
      }
      return output;
    }, unreadable),
});

const one = endpoint({
  query: { templates: boolParameter(false) },
  run: ({ service, path: { dataset = '' }, query, user }) =>
    guardAll((): PythonValue => {
      const { datasets, documents } = service;
      if (!datasets.isPublic(dataset) && !canRead(user, dataset, datasets.public)) return null;
      const fields = documents.get(datasetsPath, dataset);
      if (!fields) throw new PythonError('Exception', `could not find dataset ${dataset}`);
      return query.templates ? fields : fillTemplates(fields);
    }, unreadable),
});

const post = endpoint({
  body: datasetsById,
  run({ service, body, user }) {
    if (!isAdmin(user)) throw new HttpError(401, 'user must be admin to set dataset metadata');
    return guardAll(
      () => {
        for (const [id, fields] of body) {
          refuseOlder(service, id, fields);
          service.documents.set(datasetsPath, id, fields);
        }
        return null;
      },
      // The server does not fill this in.
      () => 'error in POSTing datasets: {e}',
    );
  },
});

/** A dataset must be known, and its tag, compared as text, may not go back or away. */
function refuseOlder(service: Service, id: string, fields: PythonDict): void {
  const known = service.datasets.get(id).tag;
  if (!known) return;
  const posted = textOrNull(fields.get('tag'));
  if (posted === null || compareText(known, posted) > 0) {
    throw new PythonError('Exception', `posted dataset ${id} has an earlier tag`);
  }
}

const remove = endpoint({
  body: ids,
  run({ service, body, user }) {
    if (!isAdmin(user)) throw new HttpError(401, 'user must be admin to delete dataset metadata');
    return guard(
      () => {
        for (const id of body) service.documents.delete(datasetsPath, id);
        return null;
      },
      () => `error in deleting datasets ${repr(body)}`,
    );
  },
});

/** Datasets. */
export const datasetRoutes: readonly Mount[] = [
  ['GET', '', list],
  ['POST', '', post],
  ['DELETE', '', remove],
  ['GET', '/{dataset}', one],
];

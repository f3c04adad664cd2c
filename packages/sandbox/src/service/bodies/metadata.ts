import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/HttpError.js';
import {
  isDict,
  type PythonDict,
  PythonError,
  type PythonValue,
  truthy,
} from '../python/values.js';
import { dict } from '../validation/containers.js';
import type { Validator } from '../validation/outcome.js';
import { text } from '../validation/scalars.js';
import { requireRead } from './permissions.js';
import { type TableName, versionTable } from './versionTable.js';

/** A value as the type that the operation promises to answer, or a crash. */
function answerAs<T>(type: Validator<T>, value: PythonValue): T {
  const result = type(value, ['response']);
  if (result.ok) return result.value;
  throw new PythonError('ResponseValidationError', 'stored metadata is of the wrong type');
}

function asDict(value: PythonValue): PythonDict {
  if (isDict(value)) return value;
  throw new PythonError('TypeError', 'stored metadata is no object');
}

/** `GET …/versions`: tags and their uuids. */
export const versions = endpoint({
  run({ service, path: { dataset = '' }, user }) {
    requireRead(service, user, dataset);
    const tags = versionTable(service, dataset, 'tag_to_uuid');
    if (!truthy(tags)) throw noTable('tag_to_uuid', dataset);
    return answerAs(dict, tags);
  },
});

/** `GET …/head_tag` and `GET …/head_uuid`. */
export function head(name: 'head_tag' | 'head_uuid') {
  return endpoint({
    run({ service, path: { dataset = '' }, user }) {
      requireRead(service, user, dataset);
      const value = versionTable(service, dataset, name);
      if (!truthy(value)) throw noTable(name, dataset);
      return answerAs(text, value);
    },
  });
}

function noTable(name: TableName, dataset: string): HttpError {
  return new HttpError(
    404,
    `Could not find any ${name} for annotation type neurons in dataset ${dataset}`,
  );
}

/** `GET …/tag_to_uuid/{tag}`. */
export const tagToUuid = endpoint({
  run({ service, path: { dataset = '', tag = '' }, user }) {
    requireRead(service, user, dataset);
    const table = versionTable(service, dataset, 'tag_to_uuid');
    if (!truthy(table)) throw noTable('tag_to_uuid', dataset);
    const uuid = asDict(table).get(tag);
    if (uuid === undefined) {
      const detail = `Could not find tag ${tag} for annotation type neurons in dataset ${dataset}`;
      throw new HttpError(404, detail);
    }
    return answerAs(text, uuid);
  },
});

/** `GET …/uuid_to_tag/{uuid}`: either may be a prefix of the other; two that fit are one too many. */
export const uuidToTag = endpoint({
  run({ service, path: { dataset = '', uuid = '' }, user }) {
    requireRead(service, user, dataset);
    const table = versionTable(service, dataset, 'uuid_to_tag');
    if (!truthy(table)) {
      throw new HttpError(404, `Could not find any uuid_to_tag for neurons in dataset ${dataset}`);
    }
    const found = [...asDict(table)].filter(([key]) => {
      const stored = String(key);
      return stored.startsWith(uuid) || uuid.startsWith(stored);
    });
    if (found.length > 1) {
      const detail = `uuid ${uuid} is ambiguous because > 1 hit for neurons in dataset ${dataset}`;
      throw new HttpError(400, detail);
    }
    const tag = found[0]?.[1] ?? null;
    if (!truthy(tag)) {
      throw new HttpError(404, `Could not find uuid ${uuid} for neurons in dataset ${dataset}`);
    }
    return answerAs(text, tag);
  },
});

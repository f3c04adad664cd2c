import { HttpError } from '../http/HttpError.js';
import { str } from '../python/text.js';
import {
  isDict,
  isList,
  PythonError,
  type PythonValue,
  truthy,
  typeName,
} from '../python/values.js';
import type { Service } from '../Service.js';
import { versionTable } from './versionTable.js';

/**
 * The address of a version of a dataset's body annotations in DVID, pasted together without escaping.
 *
 * A version that begins with `v` is a tag, where the dataset has any; everything else goes to DVID
 * as it is. The tag is looked up before the dataset is.
 *
 * @throws HttpError 400 for an unknown tag, 404 for an unknown dataset or one without DVID
 */
export function annotationsUrl(service: Service, dataset: string, version = ''): string {
  const chosen = resolveTag(service, dataset, version);
  const known = service.datasets.get(dataset);
  const named = isEmpty(chosen) ? known.uuid : chosen;
  if (known.dvid === null) throw new HttpError(404, `DVID server for dataset ${dataset} not found`);
  return `${known.dvid}/api/node/${str(named)}/segmentation_annotations`;
}

/** Python's `len(value) == 0`; a uuid that has no length is a plain 500. */
function isEmpty(uuid: PythonValue): boolean {
  if (typeof uuid === 'string' || isList(uuid)) return uuid.length === 0;
  if (isDict(uuid)) return uuid.size === 0;
  throw new PythonError('TypeError', `object of type '${typeName(uuid)}' has no len()`);
}

function resolveTag(service: Service, dataset: string, version: string): PythonValue {
  if (!version.startsWith('v')) return version;
  const tags = versionTable(service, dataset, 'tag_to_uuid');
  if (!truthy(tags)) return version;
  if (!isDict(tags)) throw new PythonError('TypeError', 'tag_to_uuid is no object');
  const uuid = tags.get(version);
  if (uuid === undefined) {
    throw new HttpError(400, `Bad version ${version} used for dataset ${dataset}`);
  }
  return uuid;
}

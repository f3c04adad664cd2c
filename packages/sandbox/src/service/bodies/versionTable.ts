import { fromJson } from '../python/fromJson.js';
import { isDict, PythonError, type PythonValue } from '../python/values.js';
import type { Service } from '../Service.js';

export type TableName = 'tag_to_uuid' | 'uuid_to_tag' | 'head_tag' | 'head_uuid';

/**
 * A part of a dataset's version metadata, or none. It stands beside the datasets: there may be
 * metadata without a dataset. (The real server remembers it for two minutes, but nothing it serves
 * can change it, so that nobody can tell.)
 */
export function versionTable(service: Service, dataset: string, name: TableName): PythonValue {
  const metadata = service.tags.get(dataset);
  if (metadata === undefined) return null;
  const fields = fromJson(metadata);
  if (!isDict(fields)) throw new PythonError('TypeError', 'version metadata is no object');
  return fields.get(name) ?? null;
}

import { type PythonDict, PythonError, type PythonValue, truthy } from '../python/values.js';
import { anything, dict, list, listOf, maybe, model, required } from '../validation/containers.js';
import { bool, float, text } from '../validation/scalars.js';

/** The fields of a dataset that the server knows; on a write, others are dropped. */
export const datasetModel = model({
  title: maybe(text),
  description: required(text),
  tag: maybe(text),
  uuid: maybe(text),
  dvid: maybe(text),
  mainLayer: maybe(text),
  neuroglancer: maybe(dict),
  versions: maybe(list),
  typing: maybe(dict),
  neuprintHTTP: maybe(model({ dataset: required(text), server: required(text) })),
  bodyAnnotationSchema: maybe(dict),
  orderedLayers: maybe(listOf(anything)),
  public: maybe(bool),
  layers: maybe(listOf(dict)),
  dimensions: maybe(dict),
  position: maybe(listOf(float)),
  crossSectionScale: maybe(float),
  projectionScale: maybe(float),
  location: maybe(text),
});

/** What the server uses of a dataset. */
export interface Dataset {
  readonly tag: string | null;
  readonly uuid: string | null;
  readonly dvid: string | null;
  readonly public: boolean;
  readonly neuprint: boolean;
}

/** @throws PythonError for a stored document that is no dataset */
export function toDataset(fields: PythonDict): Dataset {
  const result = datasetModel(fields, []);
  if (!result.ok) throw new PythonError('ValidationError', 'not a dataset');
  const { value } = result;
  return {
    tag: textOrNull(value.get('tag')),
    uuid: textOrNull(value.get('uuid')),
    dvid: textOrNull(value.get('dvid')),
    public: truthy(value.get('public')),
    neuprint: truthy(value.get('neuprintHTTP')),
  };
}

export function textOrNull(value: PythonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

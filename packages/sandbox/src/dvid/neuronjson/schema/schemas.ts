import { isOpenMaster } from '../../Server.js';
import type { SchemaName, View } from '../NeuronjsonData.js';
import { compiled } from './validateRecord.js';

/** The text of a schema; `undefined` when there is none. The store gives back no empty text. */
export function getSchema({ data, version }: View, name: SchemaName): Uint8Array | undefined {
  if (isOpenMaster(version)) return data.cachedSchemas.get(name);
  const text = data.schemas.get(version, name);
  return text?.length === 0 ? undefined : text;
}

/** Whether there is a schema, be it empty. */
export function hasSchema({ data, version }: View, name: SchemaName): boolean {
  return isOpenMaster(version)
    ? data.cachedSchemas.has(name)
    : data.schemas.get(version, name) !== undefined;
}

/**
 * Stores the text of a schema. One that cannot be compiled is stored too, and ends the checks of
 * open versions of the default branch.
 */
export function putSchema({ data, version }: View, name: SchemaName, text: Uint8Array): void {
  data.schemas.set(version, name, text);
  if (!isOpenMaster(version)) return;
  data.cachedSchemas.set(name, text);
  if (name === 'json_schema') {
    data.compileLater = undefined;
    data.compiledSchema = compiled(text);
  }
}

/** Deletes the text of a schema; on an open version of the default branch the checks go on. */
export function deleteSchema({ data, version }: View, name: SchemaName): void {
  data.schemas.delete(version, name);
  if (isOpenMaster(version)) data.cachedSchemas.delete(name);
}

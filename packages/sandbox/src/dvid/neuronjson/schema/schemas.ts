import { isOpenMaster } from '../../Server.js';
import type { SchemaName, View } from '../NeuronjsonData.js';

/** The text of a schema; `undefined` when there is none. */
export function getSchema({ data, version }: View, name: SchemaName): Uint8Array | undefined {
  return isOpenMaster(version) ? data.cachedSchemas.get(name) : data.schemas.get(version, name);
}

export function putSchema({ data, version }: View, name: SchemaName, text: Uint8Array): void {
  data.schemas.set(version, name, text);
  if (!isOpenMaster(version)) return;
  data.cachedSchemas.set(name, text);
}

export function deleteSchema({ data, version }: View, name: SchemaName): void {
  data.schemas.delete(version, name);
  if (isOpenMaster(version)) data.cachedSchemas.delete(name);
}

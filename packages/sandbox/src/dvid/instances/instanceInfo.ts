import { quoteJson } from '../../json/goString.js';
import { labelmapInfo } from '../labelmap/labelmapInfo.js';
import type { Instance, Version } from '../Server.js';
import { dataTypes } from './dataTypes.js';
import { tagsText } from './instanceEndpoints.js';

/** Versions of the data types, as the server reports them. */
const typeVersions = { neuronjson: '0.1', keyvalue: '0.2', labelmap: '0.1' } as const;

/** What the server says of an instance, as JSON; of a labelmap as the version sees it. */
export function instanceInfo(instance: Instance, version: Version): string {
  return `{"Base":{${[
    ['TypeName', quoteJson(instance.typename)],
    ['TypeURL', quoteJson(dataTypes.get(instance.typename) ?? '')],
    ['TypeVersion', quoteJson(typeVersions[instance.typename])],
    ['DataUUID', quoteJson(instance.dataUuid)],
    ['Name', quoteJson(instance.name)],
    ['RepoUUID', quoteJson(instance.madeOn)],
    ['Compression', quoteJson(instance.serialization.compression)],
    ['Checksum', quoteJson(instance.serialization.checksum)],
    ['Syncs', '[]'],
    ['Versioned', String(instance.versioned)],
    ['KVStore', quoteJson('badger @ /sandbox/db')],
    ['LogStore', quoteJson('write logs @ /sandbox/mutlog')],
    ['Tags', tagsText(instance.tags)],
  ]
    .map(([name, value]) => `"${name}":${value}`)
    .join(',')}},${extended(instance, version)}}`;
}

function extended({ data, config }: Instance, version: Version): string {
  return data.typename === 'labelmap' ? labelmapInfo(data, config, version) : '"Extended":{}';
}

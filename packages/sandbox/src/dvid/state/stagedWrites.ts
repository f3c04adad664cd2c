import { isUint64 } from '../../json/goNumbers.js';
import type { StagedWrite } from '../neuronjson/Memory.js';
import type { NeuronjsonData } from '../neuronjson/NeuronjsonData.js';
import type { Version } from '../Server.js';
import { tombstone } from '../versions/VersionedStore.js';

/**
 * All that was written to a version and its ancestors, as far as memory takes it in: version by
 * version, the records first and then what was deleted.
 */
export function stagedWrites(data: NeuronjsonData, version: Version): StagedWrite[] {
  const path: Version[] = [];
  for (let at: Version | undefined = version; at !== undefined; at = at.parents[0])
    path.unshift(at);
  const writes: StagedWrite[] = [];
  for (const at of path) {
    const deleted: StagedWrite[] = [];
    for (const [key, record] of data.records.written(at)) {
      if (!isUint64(key)) continue;
      // Memory takes 007 and 7 for one: the last counts.
      const id = key.startsWith('0') ? String(BigInt(key)) : key;
      if (record === tombstone) deleted.push([id, undefined]);
      else writes.push([id, data.staged.get(record) ?? record]);
    }
    for (const write of deleted) writes.push(write);
  }
  return writes;
}

import { readById } from '../../annotations/fetchAnnotationsById.js';
import type { DatasetClient } from '../../client/Client.js';
import type { BodyId } from '../../integers/BodyId.js';
import type { RecordWithStamps } from '../diff/fieldState.js';

/**
 * The records of bodies at a version, with stamps, by id. A body that was deleted may still be listed
 * by the server with nothing in it; it counts as absent, as one without a record does.
 */
export async function fetchRecords(
  client: DatasetClient,
  bodyids: readonly BodyId[],
  { version, signal }: { readonly version: string; readonly signal?: AbortSignal | undefined },
): Promise<Map<BodyId, RecordWithStamps>> {
  if (bodyids.length === 0) return new Map();
  return readById(client, bodyids, { version, show: 'all', signal });
}

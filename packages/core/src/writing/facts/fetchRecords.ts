import * as z from 'zod/mini';
import type { DatasetClient } from '../../client/Client.js';
import type { BodyId } from '../../integers/BodyId.js';
import { readRecords } from '../../reading/readRecords.js';
import { readJson } from '../../transport/readJson.js';
import { neuronsPath } from '../../versions/neuronsPath.js';
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
  const records = new Map<BodyId, RecordWithStamps>();
  for (let at = 0; at < bodyids.length; at += 1000) {
    const response = await client.send({
      method: 'GET',
      path: neuronsPath(client, 'id-number', bodyids.slice(at, at + 1000).join(',')),
      query: { version, show: 'all' },
      signal,
    });
    for await (const batch of readRecords(response.body as never))
      for (const annotation of batch) records.set(annotation.bodyid, annotation);
  }
  return records;
}
export async function fetchFields(
  client: DatasetClient,
  { signal }: { signal?: AbortSignal | undefined },
): Promise<string[]> {
  return readJson(
    await client.send({ method: 'GET', path: neuronsPath(client, 'fields'), signal }),
    z.array(z.string()),
  );
}
export async function* streamAnnotations(
  client: DatasetClient,
  _query: unknown,
  { version, signal }: { version?: string; signal?: AbortSignal | undefined },
): AsyncGenerator<RecordWithStamps> {
  const response = await client.send({
    method: 'POST',
    path: neuronsPath(client, 'query'),
    query: { version },
    body: { bodyid: 'exists/1' },
    idempotent: true,
    signal,
  });
  for await (const batch of readRecords(response.body as never)) yield* batch;
}

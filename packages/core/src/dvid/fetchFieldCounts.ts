import * as z from 'zod/mini';
import { readJson } from '../transport/readJson.js';
import { annotationsPath, type DvidClient, type DvidInstanceOptions } from './DvidClient.js';

/**
 * How many annotations of a version have a field: name to number, `bodyid` and provenance
 * (`type_user`) included. For the head of `master` DVID keeps count as it goes, so names of fields
 * that were cleared may stay until it restarts; other versions are counted anew.
 *
 * @throws InvalidRequestError for an unknown version or instance.
 *
 * @example
 * ```ts
 * const { type = 0 } = await fetchFieldCounts(client, ':master');
 * ```
 */
export async function fetchFieldCounts(
  client: DvidClient,
  version: string,
  { instance, signal }: DvidInstanceOptions = {},
): Promise<Record<string, number>> {
  const response = await client.send({
    method: 'GET',
    path: annotationsPath(version, instance, 'fields'),
    query: { counts: true },
    signal,
  });
  const counts = await readJson(response, z.record(z.string(), z.number()));
  // A field that nobody has any more is listed with a count of 0.
  return Object.fromEntries(
    Object.entries(counts).filter(([name, count]) => name !== '' && count > 0),
  );
}

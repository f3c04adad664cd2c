import type { BodyId } from '../integers/BodyId.js';
import { toBodyId } from '../integers/toBodyId.js';
import { inParallel } from '../transport/inParallel.js';
import { bodyExists } from './bodyExists.js';
import type { DvidClient, DvidSegmentationOptions } from './DvidClient.js';

/** Options of `bodiesExist`. */
export interface BodiesExistOptions extends DvidSegmentationOptions {
  /** Requests at the same time. Default 8. */
  readonly atOnce?: number | undefined;
  /** Told after each body how many are done. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * For each of several bodies whether it exists in the segmentation of a version, in the order given.
 * One request each: DVID answers for many only to a GET with a body, which `fetch` cannot send.
 *
 * @throws InputError for what is no body id, 1 to 2^64 − 1; nothing is sent.
 * @throws InvalidRequestError for an unknown version or instance.
 *
 * @example
 * ```ts
 * const exists = await bodiesExist(client, ':master', ids);
 * const gone = [...exists].filter(([, there]) => !there).map(([id]) => id);
 * ```
 */
export async function bodiesExist(
  client: DvidClient,
  version: string,
  ids: Iterable<string | number | bigint>,
  { atOnce = 8, onProgress, ...options }: BodiesExistOptions = {},
): Promise<Map<BodyId, boolean>> {
  const wanted = [...new Set(Array.from(ids, toBodyId))];
  let done = 0;
  const found = await inParallel(wanted, atOnce, async (id) => {
    const exists = await bodyExists(client, version, id, options);
    onProgress?.(++done, wanted.length);
    return exists;
  });
  return new Map(wanted.map((id, index) => [id, found[index] === true]));
}

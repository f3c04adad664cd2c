import type { BodyId } from '../integers/BodyId.js';
import { toBodyId } from '../integers/toBodyId.js';
import { inParallel } from '../transport/inParallel.js';
import type { BodySizes } from '../writing/PlanOptions.js';
import { bodyExists } from './bodyExists.js';
import { type DvidClient, type DvidSegmentationOptions, segmentationPath } from './DvidClient.js';

/** Options of `bodiesExist`. */
export interface BodiesExistOptions extends DvidSegmentationOptions {
  /** Requests at the same time. Default 8. */
  readonly atOnce?: number | undefined;
  /**
   * Asks for many bodies in one request, such as `nodeBodySizes` of `@clio/node`. Where it fails they
   * are asked for one by one. Default: always one by one.
   */
  readonly bodySizes?: BodySizes | undefined;
  /** Told how many are done, as they are. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Fewer are asked for one by one: that says more when it fails. */
const few = 16;
/** Bodies in one request. */
const chunkSize = 10_000;

/**
 * For each of several bodies whether it exists in the segmentation of a version, in the order given.
 * One request each: DVID answers for many only to a GET with a body, which `fetch` cannot send; what
 * can is given as `bodySizes`.
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
  options: BodiesExistOptions = {},
): Promise<Map<BodyId, boolean>> {
  const wanted = [...new Set(Array.from(ids, toBodyId))];
  const { bodySizes, signal } = options;
  if (bodySizes && wanted.length > few) {
    try {
      return await askTogether(client, version, wanted, { ...options, bodySizes });
    } catch {
      signal?.throwIfAborted();
    }
  }
  return askEach(client, version, wanted, options);
}

async function askTogether(
  client: DvidClient,
  version: string,
  wanted: readonly BodyId[],
  options: BodiesExistOptions & { readonly bodySizes: BodySizes },
): Promise<Map<BodyId, boolean>> {
  const { bodySizes, instance, onProgress, signal = new AbortController().signal } = options;
  const path = segmentationPath(version, instance, 'sizes').map(encodeURIComponent).join('/');
  const exists = new Map<BodyId, boolean>();
  for (let start = 0; start < wanted.length; start += chunkSize) {
    const bodyids = wanted.slice(start, start + chunkSize);
    const sizes = await bodySizes({ url: `${client.dvid}/${path}`, bodyids, signal });
    if (sizes.length !== bodyids.length) throw new Error('not as many sizes as bodies');
    for (const [index, id] of bodyids.entries()) exists.set(id, sizes[index] !== 0);
    onProgress?.(exists.size, wanted.length);
  }
  return exists;
}

async function askEach(
  client: DvidClient,
  version: string,
  wanted: readonly BodyId[],
  { atOnce = 8, onProgress, instance, signal }: BodiesExistOptions,
): Promise<Map<BodyId, boolean>> {
  let done = 0;
  const found = await inParallel(wanted, atOnce, async (id) => {
    const exists = await bodyExists(client, version, id, { instance, signal });
    onProgress?.(++done, wanted.length);
    return exists;
  });
  return new Map(wanted.map((id, index) => [id, found[index] === true]));
}

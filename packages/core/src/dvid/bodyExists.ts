import * as z from 'zod/mini';
import { isClioError } from '../errors/ClioError.js';
import type { ResponseError } from '../errors/ResponseError.js';
import { toBodyId } from '../integers/toBodyId.js';
import { readJson } from '../transport/readJson.js';
import { type DvidClient, type DvidSegmentationOptions, segmentationPath } from './DvidClient.js';

const size = z.looseObject({ voxels: z.union([z.number(), z.bigint()]) });

/**
 * Whether a body exists in the segmentation of a version. A body that was merged into another, or
 * split up, exists no more.
 *
 * @throws InputError for what is no body id, 1 to 2^64 − 1.
 * @throws InvalidRequestError for an unknown version or instance.
 *
 * @example
 * ```ts
 * if (!(await bodyExists(client, ':master', 720575940621039145n))) console.log('gone');
 * ```
 */
export async function bodyExists(
  client: DvidClient,
  version: string,
  id: string | number | bigint,
  { instance, signal }: DvidSegmentationOptions = {},
): Promise<boolean> {
  const path = segmentationPath(version, instance, 'size', String(toBodyId(id)));
  try {
    await readJson(await client.send({ method: 'GET', path, signal }), size);
    return true;
  } catch (error) {
    // DVID's own answer is empty; one with a text means that there is no such address.
    if (isClioError(error, 'not-found') && (error as ResponseError).detail === undefined)
      return false;
    throw error;
  }
}

import * as z from 'zod/mini';
import type { BodyId } from '../integers/BodyId.js';
import { isBodyId } from '../integers/isBodyId.js';
import { checkInput } from '../schemas/checkInput.js';
import { type Location, location } from '../schemas/location.js';
import { readJson } from '../transport/readJson.js';
import { type DvidClient, type DvidSegmentationOptions, segmentationPath } from './DvidClient.js';

/** How a place is looked up. */
export interface FetchLabelOptions extends DvidSegmentationOptions {
  /** Gives the id of the supervoxel, of which bodies are made, in place of the body's. Default `false`. */
  readonly supervoxels?: boolean | undefined;
}

const answer = z.looseObject({ Label: z.union([z.number(), z.bigint()]) });

/**
 * The body at a place; undefined where there is none, inside the image or outside.
 *
 * @param place - x, y, z in voxels, whole numbers.
 * @throws InputError for a place that is not three whole numbers.
 * @throws InvalidRequestError for an unknown version or instance.
 *
 * @example
 * ```ts
 * const id = await fetchLabel(client, ':master', [14059, 10241, 20606]);
 * ```
 */
export async function fetchLabel(
  client: DvidClient,
  version: string,
  place: Location,
  { instance, supervoxels, signal }: FetchLabelOptions = {},
): Promise<BodyId | undefined> {
  const path = segmentationPath(
    version,
    instance,
    'label',
    checkInput(place, location, 'The place').join('_'),
  );
  const response = await client.send({
    method: 'GET',
    path,
    query: { supervoxels: supervoxels === true ? true : undefined },
    signal,
  });
  const { Label } = await readJson(response, answer);
  return isBodyId(Label) ? Label : undefined;
}

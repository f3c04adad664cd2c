import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { type Location, location } from '../schemas/location.js';
import type { Schema } from '../schemas/Schema.js';
import { readSignatures } from './readSignatures.js';

/** A place that looks like another. */
export interface SimilarPlace {
  /** x, y, z in voxels. */
  readonly point: Location;
  /** How many of the 64 bits of the signatures differ, 0 to 7. */
  readonly dist: number;
  /** 1 for equal signatures, less for each bit that differs. */
  readonly score: number;
  readonly [field: string]: unknown;
}

const similarPlace: Schema<SimilarPlace> = z.looseObject({
  point: location,
  dist: z.number(),
  score: z.number(),
});
const answer = z.looseObject({ matches: z.array(similarPlace) });

/**
 * Places that look like a given one, most alike first. No two are within 100 voxels of each other.
 * Empty when nothing is alike.
 *
 * @throws NotFoundError when there is no signature near the given place, or none for the dataset.
 * @throws PermissionError without access to the dataset; ServerError (503) where the server has no signatures.
 *
 * @example
 * ```ts
 * for (const { point, score } of await fetchSimilarPlaces(client, [1200, 880, 450])) console.log(point, score);
 * ```
 */
export async function fetchSimilarPlaces(
  client: DatasetClient,
  place: Location,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<SimilarPlace[]> {
  return (await readSignatures(client, 'likelocation', place, answer, signal)).matches;
}

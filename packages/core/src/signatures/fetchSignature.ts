import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { type Location, location } from '../schemas/location.js';
import { readSignatures } from './readSignatures.js';

/** What the image looks like at a place, as one number. */
export interface Signature {
  /** The place that it was computed for, the nearest to the one asked, in voxels. */
  readonly point: Location;
  /** 64 bits with sign; the fewer bits differ between two, the more alike the places look. */
  readonly signature: bigint;
}

const answer = z.looseObject({ point: location, signature: z.string().check(z.regex(/^-?\d+$/)) });

/**
 * The signature nearest to a place, within 100 voxels.
 *
 * @throws NotFoundError when there is none near, or none for the dataset.
 * @throws PermissionError without access to the dataset; ServerError (503) where the server has no signatures.
 *
 * @example
 * ```ts
 * const { point, signature } = await fetchSignature(client, [1200, 880, 450]);
 * ```
 */
export async function fetchSignature(
  client: DatasetClient,
  place: Location,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Signature> {
  const { point, signature } = await readSignatures(client, 'atlocation', place, answer, signal);
  return { point, signature: BigInt(signature) };
}

import * as z from 'zod/mini';
import type { Client } from '../client/Client.js';
import { NotFoundError } from '../errors/ResponseError.js';
import { nearestName } from '../names/nearestName.js';
import { readJson } from '../transport/readJson.js';
import { fetchVolumes } from './fetchVolumes.js';
import { type Volume, volumeDocument } from './Volume.js';

/**
 * One volume. The server answers `null` for one that does not exist and for one that the user may
 * not read alike; here that is an error.
 *
 * @throws NotFoundError, with the ids that this user can see as `known`, when it does not exist or cannot be seen.
 *
 * @example
 * ```ts
 * const { bucket, path } = await fetchVolume(client, 'hemibrain');
 * ```
 */
export async function fetchVolume(
  client: Client,
  id: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Volume> {
  const response = await client.send({ method: 'GET', path: ['v2', 'volumes', id], signal });
  const found = await readJson(response, z.nullable(volumeDocument));
  if (found !== null) return { ...found, id };
  const known = (await fetchVolumes(client, { signal })).map((volume) => volume.id);
  const near = nearestName(id, known);
  throw new NotFoundError(
    `There is no volume ${id} that this user can see.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    { status: 200, method: 'GET', url: `${client.server}/v2/volumes/${id}`, detail: undefined },
    { known },
  );
}

import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { InputError } from '../errors/InputError.js';
import { fetchRoles } from '../roles/fetchRoles.js';
import { checkInput } from '../schemas/checkInput.js';
import { checkStorable } from '../schemas/checkStorable.js';
import { type Location, location, locationQuery } from '../schemas/location.js';
import type { Schema } from '../schemas/Schema.js';
import { readJson } from '../transport/readJson.js';
import { type AtlasPoint, atlasPoint } from './AtlasPoint.js';

/** An atlas point to be set; further fields are kept as they are. */
export interface AtlasPointInput {
  /** x, y, z in voxels, whole numbers. */
  readonly location: Location;
  readonly title: string;
  readonly description?: string | undefined;
  /** Email of its owner; by default the client's user, for which the server is asked. */
  readonly user?: string | undefined;
  /** Whether it is confirmed, which needs the right to write others'. Default `false`, also for a point that was confirmed. */
  readonly verified?: boolean | undefined;
  readonly [field: string]: unknown;
}

const input: Schema<AtlasPointInput> = z.looseObject({
  location,
  title: z.string(),
  description: z.optional(z.string()),
  user: z.optional(z.string().check(z.minLength(1))),
  verified: z.optional(z.boolean()),
});

/** What the server sets by itself. */
const serverFields = ['id', 'timestamp', 'dataset', 'locationkey'] as const;

/**
 * Sets a point of the atlas, and gives it as stored. A point of the same owner at the same place is
 * replaced as a whole.
 *
 * @throws InputError for a location that is not whole numbers, and for what cannot be stored.
 * @throws PermissionError when this user may not write it, confirm it, or change a confirmed one.
 *
 * @example
 * ```ts
 * await setAtlasPoint(client, { location: [10, 20, 30], title: 'Glial wrap' });
 * ```
 */
export async function setAtlasPoint(
  client: DatasetClient,
  point: AtlasPointInput,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<AtlasPoint> {
  if (client.dataset === 'all')
    throw new InputError('A dataset named "all" has no atlas of its own.');
  const {
    location: place,
    user,
    verified = false,
    ...rest
  } = checkInput(point, input, 'The atlas point');
  const body: Record<string, unknown> = { ...rest, verified };
  for (const field of serverFields) delete body[field];
  checkStorable(body, 'The atlas point');
  body.user = user ?? (await fetchRoles(client, { signal })).email;
  const response = await client.send({
    method: 'POST',
    path: ['v2', 'atlas', client.dataset],
    query: locationQuery(place),
    body,
    idempotent: true,
    signal,
  });
  return readJson(response, atlasPoint);
}

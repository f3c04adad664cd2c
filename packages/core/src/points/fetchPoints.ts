import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { InputError } from '../errors/InputError.js';
import { readJson } from '../transport/readJson.js';
import { type Point, pointSchema } from './Point.js';

/** Whose points are fetched. */
export interface FetchPointsOptions {
  /**
   * Groups whose members' points are added. The server leaves out groups that the user does not
   * belong to, unless none is left, which it refuses.
   */
  readonly groups?: readonly string[] | undefined;
  /** Email of the user whose points are fetched; by default the client's user. Another's needs a global admin. */
  readonly user?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The point, line and sphere annotations of one user in the client's dataset, and of the members of
 * groups. The order is the server's.
 *
 * @throws PermissionError when the dataset, or the other user's points, may not be read.
 * @throws InvalidRequestError when the user belongs to none of the groups.
 *
 * @example
 * ```ts
 * const mine = await fetchPoints(client);
 * const ours = await fetchPoints(client, { groups: ['tracers'] });
 * ```
 */
export async function fetchPoints(
  client: DatasetClient,
  { groups, user, signal }: FetchPointsOptions = {},
): Promise<Point[]> {
  for (const group of groups ?? []) {
    if (group === '' || group.includes(',')) {
      throw new InputError(
        `${JSON.stringify(group)} is no group: a name has a letter and no comma.`,
      );
    }
  }
  const response = await client.send({
    method: 'GET',
    path: ['v2', 'annotations', client.dataset],
    query: { groups: groups?.length ? groups.join(',') : undefined, user },
    signal,
  });
  return readJson(response, z.array(pointSchema));
}

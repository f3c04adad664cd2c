import * as z from 'zod/mini';
import { NotFoundError } from '../errors/ResponseError.js';
import { readJson } from '../transport/readJson.js';
import type { DvidClient, DvidOptions } from './DvidClient.js';

/**
 * The versions of a branch, newest first, and on through the version that it began from to the first
 * of the repository.
 *
 * @param branch - its name. `master` is the first branch.
 * @throws NotFoundError when the repository has no such branch, which DVID answers with an empty list.
 * @throws InvalidRequestError for an unknown version.
 *
 * @example
 * ```ts
 * const [head] = await fetchBranchVersions(client, '3fa85f', 'master');
 * ```
 */
export async function fetchBranchVersions(
  client: DvidClient,
  version: string,
  branch: string,
  { signal }: DvidOptions = {},
): Promise<string[]> {
  const path = ['api', 'repo', version, 'branch-versions', branch];
  const response = await client.send({ method: 'GET', path, signal });
  const uuids = await readJson(response, z.nullable(z.array(z.string())));
  if (uuids !== null && uuids.length > 0) return uuids;
  throw new NotFoundError(`There is no branch ${branch} in the repository of version ${version}.`, {
    status: 200,
    method: 'GET',
    url: client.dvid,
    detail: undefined,
  });
}

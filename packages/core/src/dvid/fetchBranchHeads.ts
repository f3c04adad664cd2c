import type { DvidClient, DvidOptions } from './DvidClient.js';
import { fetchVersionGraph } from './fetchVersionGraph.js';

/**
 * The newest version of each branch of a repository: branch to uuid, `master` first where it is. Read
 * from the history itself, because what DVID holds for `:master` can lag behind it.
 *
 * @throws InvalidRequestError for an unknown version.
 *
 * @example
 * ```ts
 * const { master } = await fetchBranchHeads(client, '3fa85f');
 * ```
 */
export async function fetchBranchHeads(
  client: DvidClient,
  version: string,
  options: DvidOptions = {},
): Promise<Record<string, string>> {
  const { versions } = await fetchVersionGraph(client, version, options);
  const branchOf = new Map(versions.map(({ uuid, branch }) => [uuid, branch]));
  const heads: Record<string, string> = {};
  // Oldest first, so that of two leaves of one branch, as a merge can leave them, the newer stays.
  for (const { uuid, branch, children } of versions) {
    if (!children.some((child) => branchOf.get(child) === branch)) heads[branch] = uuid;
  }
  return heads;
}

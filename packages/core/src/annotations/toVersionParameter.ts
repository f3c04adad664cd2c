import type { DatasetClient } from '../client/Client.js';
import { isClioError } from '../errors/ClioError.js';
import { fetchTags } from '../versions/fetchTags.js';
import { resolveVersion } from '../versions/resolveVersion.js';

/**
 * A version as the server takes it. The server looks up tags that begin with `v` and passes anything
 * else on unseen, so tags are looked up here.
 *
 * @throws NotFoundError for a version that cannot be.
 */
export async function toVersionParameter(
  client: DatasetClient,
  version: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (version === undefined || /^[0-9a-f]{32}$/.test(version)) return version;
  const tags = await fetchTags(client, { signal }).catch((error: unknown) => {
    if (isClioError(error, 'not-found')) return undefined;
    throw error;
  });
  // A tag without a uuid is that of the dataset's own version.
  if (tags && Object.hasOwn(tags, version)) return tags[version] || undefined;
  return (await resolveVersion(client, version, { signal })).uuid;
}

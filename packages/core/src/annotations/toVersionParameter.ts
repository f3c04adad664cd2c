import type { DatasetClient } from '../client/Client.js';
import { isClioError } from '../errors/ClioError.js';
import { NotFoundError } from '../errors/ResponseError.js';
import { parseJson } from '../integers/parseJson.js';
import { neuronsPath } from '../versions/neuronsPath.js';

/**
 * A version as the server takes it. The server looks up tags that begin with `v` and passes anything
 * else on unseen, so tags are looked up here. Small, because every read carries it: `resolveVersion`
 * says more about a version that is not found.
 *
 * @throws NotFoundError, with the known tags, for what is neither a tag nor can be a uuid.
 */
export async function toVersionParameter(
  client: DatasetClient,
  version: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (version === undefined || /^[0-9a-f]{32}$/.test(version)) return version;
  const tags = await readTags(client, signal);
  // A tag without a uuid is that of the dataset's own version.
  if (tags.has(version)) return tags.get(version) || undefined;
  // The beginning of a uuid, or a branch.
  if (/^(?:[0-9a-f]{1,32}(?::.*)?|:.+)$/.test(version)) return version;
  const known = [...tags.keys()];
  throw new NotFoundError(
    `There is no version ${version} of dataset ${client.dataset}. It has ${known.length === 0 ? 'no named versions' : known.join(', ')}.`,
    { status: 200, method: 'GET', url: client.server, detail: undefined },
    { known },
  );
}

async function readTags(
  client: DatasetClient,
  signal: AbortSignal | undefined,
): Promise<Map<string, string>> {
  try {
    const path = neuronsPath(client, 'versions');
    const response = await client.send({ method: 'GET', path, signal });
    const tags = parseJson(await response.text());
    return new Map(Object.entries(tags ?? {}).map(([tag, uuid]) => [tag, String(uuid)]));
  } catch (error) {
    if (isClioError(error, 'not-found')) return new Map();
    throw error;
  }
}

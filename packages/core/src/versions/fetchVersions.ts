import type { DatasetClient } from '../client/Client.js';
import { fetchDataset } from '../datasets/fetchDataset.js';
import { isClioError } from '../errors/ClioError.js';
import { fetchHead } from './fetchHead.js';
import { fetchTags, type VersionOptions } from './fetchTags.js';
import { sameVersion } from './sameVersion.js';

/** A version of a dataset that has a name. */
export interface Version {
  /** Its name, such as `v0.9`. */
  readonly tag: string;
  /** A uuid, a prefix of one, or a branch such as `9bc01e:master`. */
  readonly uuid: string;
  /** Whether it is the head: the newest, and the one that is written to. */
  readonly head: boolean;
}

/**
 * The named versions of the client's dataset, oldest name first (`v0.9` before `v0.10`), and which of
 * them is the head. Empty when the dataset has none; the head may be a version without a name.
 *
 * @throws NotFoundError, with the known ids, when the dataset does not exist or cannot be seen.
 *
 * @example
 * ```ts
 * for (const { tag, uuid, head } of await fetchVersions(client)) console.log(tag, uuid, head);
 * ```
 */
export async function fetchVersions(
  client: DatasetClient,
  { signal }: VersionOptions = {},
): Promise<Version[]> {
  let tags: Record<string, string>;
  try {
    tags = await fetchTags(client, { signal });
  } catch (error) {
    if (!isClioError(error, 'not-found')) throw error;
    // No tags: an unknown dataset is answered in the same way.
    await fetchDataset(client, { signal });
    return [];
  }
  const entries = Object.entries(tags);
  const own = entries.some(([, uuid]) => uuid === '')
    ? ((await fetchDataset(client, { signal })).uuid ?? '')
    : '';
  const head = await headOrNone(client, signal);
  return entries
    .map(([tag, uuid]) => ({ tag, uuid: uuid === '' ? own : uuid }))
    .map(({ tag, uuid }) => ({
      tag,
      uuid,
      head: head?.tag === undefined ? sameVersion(uuid, head?.uuid) : tag === head.tag,
    }))
    .sort((a, b) => a.tag.localeCompare(b.tag, 'en', { numeric: true }));
}

async function headOrNone(client: DatasetClient, signal: AbortSignal | undefined) {
  try {
    return await fetchHead(client, { signal });
  } catch (error) {
    if (isClioError(error, 'not-found')) return undefined;
    throw error;
  }
}

import type { DatasetClient } from '../client/Client.js';
import { InputError } from '../errors/InputError.js';
import { nearestName } from '../names/nearestName.js';
import type { VersionOptions } from './fetchTags.js';
import { fetchVersions } from './fetchVersions.js';
import { sameVersion } from './sameVersion.js';
import { mayBeUuid, unknownVersion } from './unknownVersion.js';

/** A version that a name or uuid stands for. */
export interface ResolvedVersion {
  /** What every operation accepts as a version. */
  readonly uuid: string;
  /** Its name, where it has one. */
  readonly tag?: string | undefined;
}

/**
 * The version that a tag, a uuid or the beginning of a uuid stands for. A tag goes before a uuid, and
 * a whole uuid before the beginning of another.
 *
 * A uuid that has no tag is passed on as it is, because the server's list holds named versions only;
 * DVID judges it at the first read. So is a branch, such as `9bc01e:master`.
 *
 * @throws NotFoundError, with the known tags, for a name that is no tag and cannot be a uuid.
 * @throws InputError for an empty text, or the beginning of several uuids.
 *
 * @example
 * ```ts
 * await resolveVersion(client, 'v0.9'); // { uuid: '3fa85f', tag: 'v0.9' }
 * await resolveVersion(client, '3fa85f0c'); // { uuid: '3fa85f', tag: 'v0.9' }
 * ```
 */
export async function resolveVersion(
  client: DatasetClient,
  tagOrUuid: string,
  { signal }: VersionOptions = {},
): Promise<ResolvedVersion> {
  const wanted = tagOrUuid.trim();
  if (wanted === '') throw new InputError('The version is empty; give a tag or a uuid.');
  const versions = await fetchVersions(client, { signal });
  const named =
    versions.find(({ tag }) => tag === wanted) ?? versions.find(({ uuid }) => uuid === wanted);
  if (named) return { uuid: named.uuid, tag: named.tag };

  const similar = versions.filter(({ uuid }) => sameVersion(uuid, wanted));
  const [first] = similar;
  if (first && similar.every(({ uuid }) => uuid === first.uuid)) {
    return { uuid: longer(first.uuid, wanted), tag: first.tag };
  }
  if (first) {
    const list = similar.map(({ tag, uuid }) => `${tag} (${uuid})`).join(', ');
    throw new InputError(
      `Version ${wanted} of ${client.dataset} may be any of ${list}. Give more digits.`,
    );
  }
  if (mayBeUuid(wanted)) return { uuid: wanted };
  const known = versions.map(({ tag }) => tag);
  throw unknownVersion(client, wanted, known, nearestName(wanted, known));
}

/** Of two uuids, one of which begins the other, the one that says more. */
function longer(a: string, b: string): string {
  return b.length > a.length ? b : a;
}

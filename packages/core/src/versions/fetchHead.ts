import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { fetchDataset } from '../datasets/fetchDataset.js';
import { isClioError } from '../errors/ClioError.js';
import { NotFoundError } from '../errors/ResponseError.js';
import { readJson } from '../transport/readJson.js';
import type { VersionOptions } from './fetchTags.js';
import { neuronsPath } from './neuronsPath.js';

/** The newest version of a dataset. */
export interface Head {
  /** Its name, where it has one. */
  readonly tag?: string | undefined;
  /** A uuid, a prefix of one, or a branch such as `9bc01e:master`. */
  readonly uuid: string;
}

/**
 * The head version of the client's dataset: as the server's list of versions names it, or, where
 * there is none, as the dataset's own document does. The two are kept apart on the server and may
 * disagree; without a version, reads and writes use the document's uuid.
 *
 * @throws NotFoundError when the dataset does not exist, or names no version in either place.
 *
 * @example
 * ```ts
 * const { tag, uuid } = await fetchHead(client); // { tag: 'v1.0', uuid: '9bc01e' }
 * ```
 */
export async function fetchHead(
  client: DatasetClient,
  { signal }: VersionOptions = {},
): Promise<Head> {
  const [tag, uuid] = await Promise.all([
    read(client, 'head_tag', signal),
    read(client, 'head_uuid', signal),
  ]);
  if (uuid !== undefined) return head(tag, uuid);
  const dataset = await fetchDataset(client, { signal });
  if (dataset.uuid) return head(dataset.tag ?? undefined, dataset.uuid);
  throw new NotFoundError(`Dataset ${client.dataset} names no version.`, {
    status: 200,
    method: 'GET',
    url: client.server,
    detail: undefined,
  });
}

function head(tag: string | undefined, uuid: string): Head {
  return tag ? { tag, uuid } : { uuid };
}

async function read(
  client: DatasetClient,
  what: 'head_tag' | 'head_uuid',
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  try {
    const response = await client.send({ method: 'GET', path: neuronsPath(client, what), signal });
    return (await readJson(response, z.string())) || undefined;
  } catch (error) {
    if (isClioError(error, 'not-found')) return undefined;
    throw error;
  }
}

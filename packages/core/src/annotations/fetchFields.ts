import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { readJson } from '../transport/readJson.js';
import { neuronsPath } from '../versions/neuronsPath.js';
import type { Show } from './AnnotationOptions.js';

const names = z.nullable(z.array(z.string()));

/** Options of `fetchFields`. */
export interface FetchFieldsOptions {
  /** Lists provenance fields too: those ending in `_user`, in `_time`, or both. Default neither. */
  readonly show?: Show | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The names of the fields that the dataset's annotations have at its current version, sorted. The
 * server keeps the name of a field for a while after its last value was removed.
 *
 * @throws NotFoundError for an unknown dataset.
 * @throws DecodeError, AuthenticationError, PermissionError, ServerError, NetworkError, TimeoutError.
 *
 * @example
 * ```ts
 * await fetchFields(client); // ['bodyid', 'class', 'hemilineage', 'soma_side', 'type']
 * ```
 */
export async function fetchFields(
  client: DatasetClient,
  { show, signal }: FetchFieldsOptions = {},
): Promise<string[]> {
  const path = neuronsPath(client, 'fields');
  const response = await client.send({ method: 'GET', path, signal });
  const listed = (await readJson(response, names)) ?? [];
  const hidden = new RegExp(
    { user: '_time$', time: '_user$', all: '(?!)', none: '_(?:user|time)$' }[show ?? 'none'],
  );
  // The server lists an empty name for a field whose last value was removed.
  return [...new Set(listed)].filter((name) => name !== '' && !hidden.test(name)).sort();
}

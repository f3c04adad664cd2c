import * as z from 'zod/mini';
import type { DatasetClient } from '../client/Client.js';
import { InputError } from '../errors/InputError.js';
import { readJson } from '../transport/readJson.js';
import { type AtlasPoint, atlasPoint } from './AtlasPoint.js';

/**
 * The atlas points of the client's user in the client's dataset. Those of others are in
 * `fetchAtlasPoints`.
 *
 * @throws PermissionError when the dataset may not be read.
 * @throws InputError for a dataset named `all`, which the server takes for all datasets.
 *
 * @example
 * ```ts
 * const titles = (await fetchOwnAtlasPoints(client)).map((point) => point.title);
 * ```
 */
export async function fetchOwnAtlasPoints(
  client: DatasetClient,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<AtlasPoint[]> {
  if (client.dataset === 'all') {
    throw new InputError(
      'A dataset named "all" has no atlas of its own: the server means all datasets by it.',
    );
  }
  const path = ['v2', 'atlas', client.dataset];
  const found = await readJson(
    await client.send({ method: 'GET', path, signal }),
    z.record(z.string(), atlasPoint),
  );
  return Object.values(found);
}

import { encodePath } from '../transport/segments.js';
import type { Client, DatasetClient } from './Client.js';

/**
 * The same client for a dataset, or for another one. Whether the dataset exists shows at the first
 * operation on it.
 *
 * @throws InputError for an empty id, or one with a `/`.
 *
 * @example
 * ```ts
 * const client = createClient({ auth });
 * const manc = withDataset(client, 'manc:v1.0');
 * ```
 */
export function withDataset(client: Client, dataset: string): DatasetClient {
  encodePath([dataset]);
  return { ...client, dataset };
}

import type { DatasetClient } from '../client/Client.js';
import { compileQuery } from '../queries/compileQuery.js';
import type { Query } from '../queries/Query.js';
import type { Annotation } from './Annotation.js';
import type { AnnotationOptions } from './AnnotationOptions.js';
import { readAnnotations } from './readAnnotations.js';

/**
 * The annotations that match a query, all at once: `streamAnnotations`, collected. To read by ids and
 * hear which have none, use `fetchAnnotationsById`.
 *
 * @throws InputError for what is no query; nothing is sent.
 * @throws TruncatedError when the answer breaks off, and whatever `streamAnnotations` throws: there is
 *   no result that lacks a part.
 *
 * @example
 * ```ts
 * const rows = await fetchAnnotations(client, { hemilineage: '07B' }, { show: 'user' });
 * const every = await fetchAnnotations(client, {}, { version: 'v0.9' });
 * ```
 */
export async function fetchAnnotations(
  client: DatasetClient,
  query: Query,
  options: AnnotationOptions = {},
): Promise<Annotation[]> {
  const annotations: Annotation[] = [];
  for await (const batch of readAnnotations(client, compileQuery(query), options)) {
    for (const annotation of batch) annotations.push(annotation);
  }
  return annotations;
}

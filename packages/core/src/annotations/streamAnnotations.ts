import type { DatasetClient } from '../client/Client.js';
import { compileQuery } from '../queries/compileQuery.js';
import type { Query } from '../queries/Query.js';
import type { Annotation } from './Annotation.js';
import type { AnnotationOptions } from './AnnotationOptions.js';
import { readAnnotations } from './readAnnotations.js';

/**
 * The annotations that match a query, one after the other while they still come, so that any number
 * of them can be read. Leaving the loop ends the request.
 *
 * `{}` is every annotation, which a body has that has a field besides its id. The order is the
 * server's, and no order is promised. `explainQuery` says what the server is asked.
 *
 * What was yielded before an error is whole, but not all there is.
 *
 * @throws InputError, at the call, for what is no query.
 * @throws NotFoundError for an unknown dataset or version.
 * @throws TruncatedError when the answer breaks off, with the number of records read.
 * @throws DecodeError when the answer is empty or holds what is no record.
 * @throws AuthenticationError, PermissionError, InvalidRequestError, ServerError, NetworkError, TimeoutError.
 *
 * @example
 * ```ts
 * for await (const { bodyid, type } of streamAnnotations(client, { hemilineage: '07B' })) {
 *   console.log(bodyid, type);
 * }
 * ```
 */
export function streamAnnotations(
  client: DatasetClient,
  query: Query,
  options: AnnotationOptions = {},
): AsyncGenerator<Annotation, void, undefined> {
  return singly(readAnnotations(client, compileQuery(query), options));
}

async function* singly(
  batches: AsyncIterable<Annotation[]>,
): AsyncGenerator<Annotation, void, undefined> {
  for await (const batch of batches) for (const annotation of batch) yield annotation;
}

import type { DatasetClient } from '../client/Client.js';
import type { BodyId } from '../integers/BodyId.js';
import { toBodyId } from '../integers/toBodyId.js';
import { readRecords } from '../reading/readRecords.js';
import { describeRequest } from '../transport/facts.js';
import { inParallel } from '../transport/inParallel.js';
import { neuronsPath } from '../versions/neuronsPath.js';
import type { Annotation } from './Annotation.js';
import type { AnnotationOptions } from './AnnotationOptions.js';
import { createSelect } from './selectFields.js';
import { toVersionParameter } from './toVersionParameter.js';

/** What is known of the bodies asked for. */
export interface AnnotationsById {
  /** In the order of the ids, each body once. */
  readonly annotations: Annotation[];
  /** The ids that have no annotation, in their order. */
  readonly missing: BodyId[];
}

/** Ids of one request. */
const mostIds = 1000;
/** Characters that ids may take of an address: servers and proxies refuse more than 8 KiB. */
const mostCharacters = 7000;
/** Requests under way at once. */
const atOnce = 4;

/**
 * The annotations of bodies, in the order of their ids, and the ids that have none. An id that is
 * given twice counts once. Many ids are asked for in several requests, a few at a time.
 *
 * @param ids - any iterable, in any form that `toBodyId` takes.
 * @throws InputError for what is no body id; nothing is sent.
 * @throws NotFoundError for an unknown dataset or version.
 * @throws TruncatedError, DecodeError when an answer cannot be read.
 * @throws AuthenticationError, PermissionError, InvalidRequestError, ServerError, NetworkError, TimeoutError.
 *
 * @example
 * ```ts
 * const { annotations, missing } = await fetchAnnotationsById(client, [10002, '720575940621039145']);
 * if (missing.length > 0) console.error(`No annotation of ${missing.join(', ')}`);
 * ```
 */
export async function fetchAnnotationsById(
  client: DatasetClient,
  ids: Iterable<string | number | bigint>,
  { show, version, fields, signal }: AnnotationOptions = {},
): Promise<AnnotationsById> {
  const wanted = [...new Set(Array.from(ids, toBodyId))];
  if (wanted.length === 0) return { annotations: [], missing: [] };
  const versioned = await toVersionParameter(client, version, signal);
  const select = createSelect({ show, shown: show, fields });
  const found = await readById(client, wanted, { show, version: versioned, signal });
  const annotations: Annotation[] = [];
  const missing: BodyId[] = [];
  for (const id of wanted) {
    const record = found.get(id);
    if (record) annotations.push(select ? select(record) : record);
    else missing.push(id);
  }
  return { annotations, missing };
}

/** The records of bodies that have one. The version is what the server takes: it is not looked up. */
export async function readById(
  client: DatasetClient,
  ids: readonly BodyId[],
  { show, version, signal }: Pick<AnnotationOptions, 'show' | 'version' | 'signal'>,
): Promise<Map<BodyId, Annotation>> {
  const found = new Map<BodyId, Annotation>();
  await inParallel(toChunks(ids), atOnce, async (chunk) => {
    const path = neuronsPath(client, 'id-number', chunk.join(','));
    const response = await client.send({ method: 'GET', path, query: { show, version }, signal });
    const source = `the answer of ${describeRequest(response).replace(/,.*$/, ',…')}`;
    const body = response.body ?? new Blob().stream();
    for await (const batch of readRecords(body, { source, signal })) {
      for (const record of batch) found.set(record.bodyid, record);
    }
  });
  return found;
}

function toChunks(ids: readonly BodyId[]): BodyId[][] {
  const chunks: BodyId[][] = [];
  let chunk: BodyId[] = [];
  let characters = 0;
  for (const id of ids) {
    const length = String(id).length + 1;
    if (chunk.length === mostIds || characters + length > mostCharacters) {
      chunks.push(chunk);
      chunk = [];
      characters = 0;
    }
    chunk.push(id);
    characters += length;
  }
  chunks.push(chunk);
  return chunks;
}

import type { Annotation } from '../annotations/Annotation.js';
import type { AnnotationsById } from '../annotations/fetchAnnotationsById.js';
import { isClioError } from '../errors/ClioError.js';
import type { ResponseError } from '../errors/ResponseError.js';
import type { BodyId } from '../integers/BodyId.js';
import { isBodyId } from '../integers/isBodyId.js';
import { toBodyId } from '../integers/toBodyId.js';
import { readRecords } from '../reading/readRecords.js';
import { openObject } from '../schemas/openObject.js';
import { describeRequest } from '../transport/facts.js';
import { inParallel } from '../transport/inParallel.js';
import { readJson } from '../transport/readJson.js';
import { annotationsPath, type DvidClient } from './DvidClient.js';
import { type DvidRecordOptions, fieldList } from './streamDvidAnnotations.js';

/** How many ids one request asks for. */
const chunkSize = 1000;
/** In a list DVID compares ids as integers with sign, so these are asked for alone. */
const beyondSign = 2n ** 63n;

/**
 * Annotations by body id, at any version: in the order of the ids, each body once, and the ids that
 * have none.
 *
 * They are asked for by query, which is a POST. Where DVID takes none (a server that only reads, or a
 * user who only views) they are asked for one by one.
 *
 * @throws InputError for what is no body id, 1 to 2^64 − 1; nothing is sent.
 * @throws InvalidRequestError for an unknown version or instance.
 *
 * @example
 * ```ts
 * const { annotations, missing } = await fetchDvidAnnotations(client, '3fa85f', [1001, '720575940621039145']);
 * ```
 */
export async function fetchDvidAnnotations(
  client: DvidClient,
  version: string,
  ids: Iterable<string | number | bigint>,
  options: DvidRecordOptions = {},
): Promise<AnnotationsById> {
  fieldList(options.fields);
  const wanted = [...new Set(Array.from(ids, toBodyId))];
  let found: Annotation[][];
  try {
    found = await inParallel(toQueries(wanted), 4, (query) =>
      runQuery(client, version, query, options),
    );
  } catch (error) {
    if (!takesNoPost(error)) throw error;
    found = await inParallel(wanted, 8, (id) => fetchOne(client, version, id, options));
  }
  const byId = new Map(found.flat().map((annotation) => [annotation.bodyid, annotation]));
  return {
    annotations: wanted
      .flatMap((id) => byId.get(id) ?? [])
      .map((record) => only(record, options.fields)),
    missing: wanted.filter((id) => !byId.has(id)),
  };
}

function toQueries(ids: readonly BodyId[]): { bodyid: BodyId | BodyId[] }[] {
  const listed = ids.filter((id) => id < beyondSign);
  const queries: { bodyid: BodyId | BodyId[] }[] = [];
  for (let start = 0; start < listed.length; start += chunkSize) {
    queries.push({ bodyid: listed.slice(start, start + chunkSize) });
  }
  for (const id of ids) if (id >= beyondSign) queries.push({ bodyid: id });
  return queries;
}

async function runQuery(
  client: DvidClient,
  version: string,
  body: { bodyid: BodyId | BodyId[] },
  { instance, show, signal }: DvidRecordOptions,
): Promise<Annotation[]> {
  const response = await client.send({
    method: 'POST',
    path: annotationsPath(version, instance, 'query'),
    query: { show },
    body,
    idempotent: true,
    signal,
  });
  const source = `the answer of ${describeRequest(response)}`;
  const found: Annotation[] = [];
  for await (const batch of readRecords(response.body ?? new Blob().stream(), { source, signal }))
    found.push(...batch);
  return found;
}

function takesNoPost(error: unknown): boolean {
  if (isClioError(error, 'permission')) return true;
  return (
    isClioError(error, 'invalid-request') &&
    (error as ResponseError).detail?.includes('read-only mode') === true
  );
}

async function fetchOne(
  client: DvidClient,
  version: string,
  id: BodyId,
  { instance, show, signal }: DvidRecordOptions,
): Promise<Annotation[]> {
  try {
    const path = annotationsPath(version, instance, 'key', String(id));
    const response = await client.send({ method: 'GET', path, query: { show }, signal });
    const record = await readJson(response, openObject);
    return isBodyId(record.bodyid) ? [record as Annotation] : [];
  } catch (error) {
    if (isClioError(error, 'not-found')) return [];
    throw error;
  }
}

/** DVID heeds the choice of fields only at some versions. */
function only(record: Annotation, fields: readonly string[] | undefined): Annotation {
  if (fields === undefined) return record;
  const wanted = new Set([
    'bodyid',
    ...fields.flatMap((field) => [field, `${field}_user`, `${field}_time`]),
  ]);
  const kept = Object.entries(record).filter(([field]) => wanted.has(field));
  return Object.fromEntries(kept) as unknown as Annotation;
}

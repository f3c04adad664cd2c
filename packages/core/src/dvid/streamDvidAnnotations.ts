import type { Annotation } from '../annotations/Annotation.js';
import type { Show } from '../annotations/AnnotationOptions.js';
import { InputError } from '../errors/InputError.js';
import { readRecords } from '../reading/readRecords.js';
import { describeRequest } from '../transport/facts.js';
import { annotationsPath, type DvidClient, type DvidInstanceOptions } from './DvidClient.js';

/** What a record holds. */
export interface DvidRecordOptions extends DvidInstanceOptions {
  /** Which provenance comes along. Default none. */
  readonly show?: Show | undefined;
  /** Only these fields, and `bodyid`. Default all. */
  readonly fields?: readonly string[] | undefined;
}

/**
 * All annotations of a version, one after the other while they still come, so that any number of them
 * can be read. Unlike the Clio server DVID gives those of
 * any version. The order is not defined; bodies without any field are left out.
 *
 * @throws InvalidRequestError for an unknown version or instance.
 * @throws TruncatedError when the answer breaks off; what was yielded before is whole.
 *
 * @example
 * ```ts
 * for await (const record of streamDvidAnnotations(client, '3fa85f', { show: 'user' })) {
 *   console.log(record.bodyid, record.type, record.type_user);
 * }
 * ```
 */
export async function* streamDvidAnnotations(
  client: DvidClient,
  version: string,
  options: DvidRecordOptions = {},
): AsyncGenerator<Annotation, void, undefined> {
  const { instance, show, fields, signal } = options;
  const response = await client.send({
    method: 'GET',
    path: annotationsPath(version, instance, 'all'),
    query: { show, fields: fieldList(fields) },
    limitBody: false,
    signal,
  });
  const source = `the answer of ${describeRequest(response)}`;
  const body = response.body ?? new Blob().stream();
  for await (const batch of readRecords(body, { source, signal })) yield* batch;
}

/**
 * The fields as DVID wants them. The id comes along unasked; asked for, it brings records that have
 * nothing else, and ids of deleted ones.
 */
export function fieldList(fields: readonly string[] | undefined): string | undefined {
  if (fields === undefined) return undefined;
  const bad = fields.find((field) => field === '' || field.includes(','));
  if (bad !== undefined) {
    throw new InputError(`A field named ${JSON.stringify(bad)} cannot be asked for.`);
  }
  const others = fields.filter((field) => field !== 'bodyid');
  if (others.length === 0) throw new InputError('Ask for at least one field besides bodyid.');
  return others.join(',');
}

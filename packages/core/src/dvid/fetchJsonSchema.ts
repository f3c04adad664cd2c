import { isClioError } from '../errors/ClioError.js';
import type { ResponseError } from '../errors/ResponseError.js';
import { type OpenObject, openObject } from '../schemas/openObject.js';
import { readJson } from '../transport/readJson.js';
import { annotationsPath, type DvidClient, type DvidInstanceOptions } from './DvidClient.js';

/**
 * The JSON schema that annotations written to a version must fit; undefined when there is none. DVID
 * holds it against what is posted, not against the whole record.
 *
 * @throws InvalidRequestError for an unknown version or instance.
 * @throws DecodeError when what is stored is no JSON object.
 *
 * @example
 * ```ts
 * const schema = await fetchJsonSchema(client, ':master');
 * ```
 */
export async function fetchJsonSchema(
  client: DvidClient,
  version: string,
  { instance, signal }: DvidInstanceOptions = {},
): Promise<OpenObject | undefined> {
  try {
    const path = annotationsPath(version, instance, 'json_schema');
    return await readJson(await client.send({ method: 'GET', path, signal }), openObject);
  } catch (error) {
    if (isClioError(error, 'not-found') && (error as ResponseError).detail === undefined)
      return undefined;
    throw error;
  }
}

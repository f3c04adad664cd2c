import { readBody } from '../../../json/goBody.js';
import { parseInt64 } from '../../../json/goNumbers.js';
import { kindOf, unquoteJson } from '../../../json/goRaw.js';
import { decodeText, encodeText } from '../../../json/goText.js';
import { BadRequest, Panic } from '../../http/Call.js';
import { isOpenMaster } from '../../Server.js';
import { canonicalValue } from '../canonicalValue.js';
import { readFields, writeFields } from '../fields.js';
import type { View } from '../NeuronjsonData.js';
import { type CompiledSchema, compileSchema } from './compileSchema.js';
import { validate } from './validate.js';

/**
 * Checks a posted record (alone, before it is merged) by the schema of the version, if there is
 * one. A text where the schema wants an integer is read as one: the answer is the record after that.
 *
 * @throws BadRequest with the first rule that is broken
 */
export function validateRecord(view: View, body: Uint8Array): Uint8Array {
  const schema = schemaOf(view);
  if (schema === undefined) return body;
  let posted = body;
  for (;;) {
    const read = readBody(posted);
    if ('error' in read) throw new BadRequest(read.error);
    const canonical = canonicalValue(read.text);
    if (typeof canonical !== 'string') {
      throw new BadRequest(
        `json: cannot unmarshal number ${canonical.tooLarge} into Go value of type float64`,
      );
    }
    const wrong = findWrong(schema, JSON.parse(canonical));
    if (wrong === undefined) return posted;
    if (!/expected .*integer.* but got string/.test(wrong)) throw new BadRequest(wrong);
    posted = encodeText(withInteger(read.text, wrong));
  }
}

function findWrong(schema: CompiledSchema, value: unknown): string | undefined {
  try {
    return validate(schema.root, value);
  } catch (error) {
    if (error instanceof RangeError) throw new BadRequest(error.message);
    throw error;
  }
}

/** The record with the text of the field that the message names as an integer. */
function withInteger(text: string, message: string): string {
  const place = /^jsonschema: (\S+) does/.exec(message)?.[1];
  if (place === undefined) throw new BadRequest(message);
  const kind = kindOf(text);
  if (kind !== 'object') {
    throw new BadRequest(
      `json: cannot unmarshal ${kind} into Go value of type map[string]json.RawMessage`,
    );
  }
  const name = place.replace(/^['/]+|['/]+$/g, '');
  const fields = readFields(text);
  const value = fields.get(name);
  if (value === undefined) throw new Panic('interface conversion: interface {} is nil, not string');
  const integer = parseInt64(unquoteJson(value.text));
  if ('error' in integer) throw new BadRequest(integer.error);
  fields.set(name, { type: 'int', text: integer.value });
  return writeFields(fields);
}

/** An open version of the default branch uses the last schema that was compiled for one. */
function schemaOf({ data, version }: View): CompiledSchema | undefined {
  const head = isOpenMaster(version);
  if (head && data.compileLater !== undefined) {
    data.compiledSchema = data.compileLater();
    data.compileLater = undefined;
  }
  if (head && data.compiledSchema !== undefined) return data.compiledSchema;
  const text = data.schemas.get(version, 'json_schema');
  if (text === undefined || text.length === 0) return undefined;
  if (head) data.cachedSchemas.set('json_schema', text);
  return compiled(text);
}

const compilations = new WeakMap<Uint8Array, { readonly schema: CompiledSchema | undefined }>();

/** A schema from its text; the same bytes are compiled once. */
export function compiled(text: Uint8Array): CompiledSchema | undefined {
  let entry = compilations.get(text);
  if (entry === undefined) {
    entry = { schema: compileSchema(decodeText(text)) };
    compilations.set(text, entry);
  }
  return entry.schema;
}

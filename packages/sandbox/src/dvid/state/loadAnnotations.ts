import { kindOf } from '../../json/goRaw.js';
import { jsonProblem } from '../../json/goSyntax.js';
import { encodeText } from '../../json/goText.js';
import type { JsonObject, JsonValue } from '../../json/value.js';
import { writeJson } from '../../json/writeJson.js';
import { SandboxError } from '../../SandboxError.js';
import { BadRequest } from '../http/Call.js';
import { canonicalRecord } from '../neuronjson/canonicalRecord.js';
import { readFields, writeRecord } from '../neuronjson/fields.js';
import type { MemoryRecord } from '../neuronjson/Memory.js';
import type { NeuronjsonData, SchemaName } from '../neuronjson/NeuronjsonData.js';
import { compiled } from '../neuronjson/schema/validateRecord.js';
import type { Repo, Version } from '../Server.js';
import { child, digits, list, member, text } from './read.js';
import { stagedWrites } from './stagedWrites.js';

const schemaNames: readonly SchemaName[] = ['json_schema', 'schema', 'schema_batch'];

/** Takes in what was written to an annotation instance in one version. */
export function loadAnnotations(
  data: NeuronjsonData,
  version: Version,
  given: JsonObject,
  at: string,
  now: string,
): void {
  list(given.get('records') ?? [], `${at}/records`).forEach((value, i) => {
    const read = readRecord(value, `${at}/records/${i}`, now);
    keep(data, version, read.id, read, value);
  });
  for (const [key, value] of member(given, 'odd_keys', at)) {
    if (value === null) data.records.delete(version, key);
    else keep(data, version, key, readRecord(value, child(`${at}/odd_keys`, key), now), value);
  }
  list(given.get('deleted') ?? [], `${at}/deleted`).forEach((id, i) => {
    data.records.delete(version, digits(id, `${at}/deleted/${i}`));
  });
  const ghosts = given.get('ghosts');
  if (ghosts !== undefined) {
    data.ghosts = list(ghosts, `${at}/ghosts`).map((id, i) => digits(id, `${at}/ghosts/${i}`));
  }
  for (const name of schemaNames) {
    const schema = given.get(name);
    if (schema === undefined) continue;
    const source =
      name === 'json_schema' && typeof schema !== 'string'
        ? writeJson(schema)
        : text(schema, child(at, name));
    data.schemas.set(version, name, encodeText(source));
  }
}

function keep(
  data: NeuronjsonData,
  version: Version,
  key: string,
  { record, memory }: ReadRecord,
  value: JsonValue,
): void {
  data.records.set(version, key, record);
  if (memory !== undefined) data.staged.set(record, memory);
  if (value === record) return;
  const originals = data.given.get(version) ?? new Map<string, JsonValue>();
  originals.set(key, value);
  data.given.set(version, originals);
}

interface ReadRecord {
  readonly id: string;
  /** As the store holds it. */
  readonly record: string;
  /** As the head holds it, where that differs. */
  readonly memory?: MemoryRecord | undefined;
}

function readRecord(value: JsonValue, at: string, now: string): ReadRecord {
  const source = (typeof value === 'string' ? value : writeJson(value)).trim();
  return canonicalRecord(source, now) ?? rewrite(source, at, now);
}

/** The record as the server holds it after a first write of it: the long way. */
export function rewrite(source: string, at: string, now: string): ReadRecord {
  const problem = jsonProblem(encodeText(source));
  if (problem !== undefined) throw new SandboxError(`is no JSON: ${problem.problem}`, at);
  if (kindOf(source) !== 'object') throw new SandboxError('is not the JSON of an object', at);
  try {
    const fields = readFields(source);
    for (const [name, field] of fields) if (field.type === 'null') fields.delete(name);
    for (const name of [...fields.keys()]) {
      const time = `${name.slice(0, -5)}_time`;
      // A user alone gets a time with the write.
      if (name.endsWith('_user') && !fields.has(time)) {
        fields.set(time, { type: 'any', text: JSON.stringify(now) });
      }
    }
    const id = fields.get('bodyid');
    if (id?.type !== 'uint') {
      throw new SandboxError('has no body id: "bodyid" must be a whole number', at);
    }
    const { memory, stored } = writeRecord(fields);
    return { id: id.text, record: stored, ...(memory === stored ? {} : { memory }) };
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    throw new SandboxError(`cannot be stored: ${error.message}`, at, { cause: error });
  }
}

/** Loads into memory what the newest version of the default branch sees. */
export function fillMemory(data: NeuronjsonData, repo: Repo): void {
  const head = repo.heads.get('master');
  if (head === undefined) return;
  data.memory.load(stagedWrites(data, head), data.ghosts);
  data.staged.clear();
  data.ghosts = undefined;
  for (const name of schemaNames) {
    const schema = data.schemas.get(head, name);
    if (schema !== undefined) data.cachedSchemas.set(name, schema);
  }
  const schema = data.cachedSchemas.get('json_schema');
  // Not now: it takes longer than all the rest of a start.
  if (schema !== undefined) data.compileLater = () => compiled(schema);
}

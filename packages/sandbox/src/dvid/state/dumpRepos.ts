import { isUint64 } from '../../json/goNumbers.js';
import { decodeText, encodeText } from '../../json/goText.js';
import { parseJson } from '../../json/parseJson.js';
import { JsonNumber, type JsonObject, type JsonValue } from '../../json/value.js';
import { writeJson } from '../../json/writeJson.js';
import type { KeyvalueData } from '../keyvalue/KeyvalueData.js';
import type { LabelmapData } from '../labelmap/LabelmapData.js';
import { Memory } from '../neuronjson/Memory.js';
import type { NeuronjsonData } from '../neuronjson/NeuronjsonData.js';
import { type Instance, isHead, type Repo, type Server, type Version } from '../Server.js';
import { tombstone } from '../versions/VersionedStore.js';
import { stagedWrites } from './stagedWrites.js';

/**
 * What a server holds, in the format of the state document. What the format does not name but a
 * server at work can hold stands in members of its own: `log`, the `tags` of an instance and the
 * version it was `made_on`, `schema` and `schema_batch`, `ghosts` (ids of deleted bodies that the
 * head still lists), `odd_keys` (records under keys with leading zeros), and for keyvalue
 * `deleted_keys` and `values_base64` (values that are no text).
 */
export function dumpRepos(server: Server): JsonValue {
  return server.repos.map(dumpRepo);
}

/** Puts a member in when it says something, or was given. */
type Put = (name: string, value: JsonValue, says: boolean) => void;

function putter(target: JsonObject, given: ReadonlySet<string> | undefined): Put {
  return (name, value, says) => {
    if (says || given?.has(name)) target.set(name, value);
  };
}

function dumpRepo(repo: Repo): JsonObject {
  const dumped: JsonObject = new Map();
  const put = putter(dumped, repo.given?.members);
  put('alias', repo.alias, repo.given === undefined || repo.alias !== '');
  put('description', repo.description, repo.description !== '');
  const instances = [...repo.instances.values()];
  put(
    'instances',
    new Map(instances.map((instance) => [instance.name, dumpInstance(repo, instance)])),
    instances.length > 0,
  );
  const log = repo.log.filter(({ ofInstance }) => !ofInstance).map(({ text }) => text);
  put('log', log, log.length > 0);
  put(
    'versions',
    repo.versions.map((version, i) => dumpVersion(repo, version, repo.versions[i - 1])),
    true,
  );
  return dumped;
}

function dumpInstance(repo: Repo, instance: Instance): JsonObject {
  const { given, tags, config } = instance;
  const dumped: JsonObject = new Map<string, JsonValue>([['typename', instance.typename]]);
  const put = putter(dumped, given && new Set(given.keys()));
  const settings = [...config].filter(([name]) => !['typename', 'dataname', 'tags'].includes(name));
  const plain: JsonObject = new Map(settings.map(([name, raw]) => [name, parseJson(raw)]));
  put('config', given?.get('config') ?? plain, given === undefined && plain.size > 0);
  put('tags', new Map(tags), tags !== undefined && !isGivenInConfig(given, tags));
  put('made_on', instance.madeOn, instance.madeOn !== repo.root.uuid);
  return dumped;
}

/** Whether the tags are those that the given settings make. */
function isGivenInConfig(
  given: JsonObject | undefined,
  tags: ReadonlyMap<string, string>,
): boolean {
  const config = given?.get('config');
  if (!(config instanceof Map)) return false;
  const text = [...config].find(([name]) => name.toLowerCase() === 'tags')?.[1];
  return text === [...tags].map(([name, value]) => `${name}=${value}`).join(',');
}

function dumpVersion(repo: Repo, version: Version, before: Version | undefined): JsonObject {
  const { given } = version;
  const dumped: JsonObject = new Map<string, JsonValue>([['uuid', version.uuid]]);
  const put = putter(dumped, given?.members);
  const parent = version.parents[0];
  put(
    'parent',
    parent?.uuid ?? '',
    parent !== undefined && (given === undefined || parent !== before),
  );
  put(
    'branch',
    given?.branch ?? version.branch,
    parent !== undefined && version.branch !== parent.branch,
  );
  put('locked', version.locked, version.locked || given === undefined);
  put('note', version.note, version.note !== '');
  put('log', version.log.slice(), version.log.length > 0);
  const data: JsonObject = new Map();
  for (const instance of repo.instances.values()) {
    const members = given?.data.get(instance.name);
    const held = dumpData(instance, version, members);
    if (held.size > 0 || members !== undefined) data.set(instance.name, held);
  }
  put('data', data, data.size > 0);
  return dumped;
}

function dumpData(
  { data }: Instance,
  version: Version,
  given: ReadonlySet<string> | undefined,
): JsonObject {
  const dumped: JsonObject = new Map();
  const put = putter(dumped, given);
  if (data.typename === 'neuronjson') dumpAnnotations(data, version, put);
  else if (data.typename === 'keyvalue') dumpValues(data, version, put);
  else dumpLabels(data, version, put);
  return dumped;
}

function dumpAnnotations(data: NeuronjsonData, version: Version, put: Put): void {
  const records: JsonValue[] = [];
  const deleted: JsonValue[] = [];
  const odd: JsonObject = new Map();
  const originals = data.given.get(version);
  for (const [key, record] of data.records.written(version)) {
    const value = record === tombstone ? null : (originals?.get(key) ?? record);
    if (!isUint64(key) || /^0\d/.test(key)) odd.set(key, value);
    else if (value === null) deleted.push(new JsonNumber(key));
    else records.push(value);
  }
  put('records', records, records.length > 0);
  put('deleted', deleted, deleted.length > 0);
  put('odd_keys', odd, odd.size > 0);
  const schemas = data.schemas.written(version);
  for (const name of ['json_schema', 'schema', 'schema_batch'] as const) {
    const schema = schemas.get(name);
    if (schema === undefined || schema === tombstone) continue;
    const text = decodeText(schema);
    put(name, name === 'json_schema' ? schemaValue(text) : text, true);
  }
  if (!isHead(version)) return;
  const ghosts = data.memory.ghostIds();
  put(
    'ghosts',
    ghosts.map((id) => new JsonNumber(id)),
    ghosts.join() !== expectedGhosts(data, version).join(),
  );
}

/** The ids of deleted bodies that the head would list, were it made anew from what it reads out. */
function expectedGhosts(data: NeuronjsonData, head: Version): string[] {
  const writes = stagedWrites(data, head);
  if (writes.every(([, record]) => record !== undefined)) return [];
  const memory = new Memory(data.memory.ghosts);
  memory.load(writes, undefined);
  return memory.ghostIds();
}

/** A schema as a value, if that is written as the same text. */
function schemaValue(text: string): JsonValue {
  try {
    const value = parseJson(text);
    return typeof value !== 'string' && writeJson(value) === text ? value : text;
  } catch {
    return text;
  }
}

function dumpValues(data: KeyvalueData, version: Version, put: Put): void {
  const texts: JsonObject = new Map();
  const binary: JsonObject = new Map();
  const deleted: string[] = [];
  for (const [key, value] of data.values.written(version)) {
    if (value === tombstone) {
      deleted.push(key);
      continue;
    }
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(value);
    const isText = encodeText(text).length === value.length && !text.includes('\ufffd');
    if (isText) texts.set(key, text);
    else binary.set(key, btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join('')));
  }
  put('values', texts, texts.size > 0);
  put('values_base64', binary, binary.size > 0);
  put('deleted_keys', deleted, deleted.length > 0);
}

function dumpLabels(data: LabelmapData, version: Version, put: Put): void {
  const slabs = data.slabs.get(version);
  const number = (value: string | number): JsonNumber => new JsonNumber(String(value));
  put(
    'slabs',
    (slabs ?? []).map(
      ({ label, from, to }): JsonObject =>
        new Map([
          ['label', number(label)],
          ['from', number(from)],
          ['to', number(to)],
        ]),
    ),
    slabs !== undefined,
  );
  const merges = data.merges.get(version) ?? [];
  put(
    'merges',
    merges.map(({ into, others }) => [into, ...others].map(number)),
    merges.length > 0,
  );
}

import { kindOf, rawMembers } from '../../json/goRaw.js';
import { jsonProblem } from '../../json/goSyntax.js';
import { encodeText } from '../../json/goText.js';
import { parseJson } from '../../json/parseJson.js';
import { JsonNumber, type JsonObject, type JsonValue } from '../../json/value.js';
import { writeJson } from '../../json/writeJson.js';
import { SandboxError } from '../../SandboxError.js';
import { BadRequest } from '../http/Call.js';
import { addInstance } from '../instances/addInstance.js';
import { readFields, writeFields, writeRecord } from '../neuronjson/fields.js';
import type { NeuronjsonData } from '../neuronjson/NeuronjsonData.js';
import type { Repo, Server, Version } from '../Server.js';
import { isOpenMaster } from '../Server.js';
import { addRepo } from '../versions/addRepo.js';
import { addVersion } from '../versions/addVersion.js';

/**
 * Takes in repositories in the format of the state document.
 *
 * @throws SandboxError with the JSON pointer of what cannot be used
 */
export function loadRepos(server: Server, repos: JsonValue | undefined): void {
  if (repos === undefined || repos === null) return;
  list(repos, '/repos').forEach((repo, i) => {
    loadRepo(server, object(repo, `/repos/${i}`), `/repos/${i}`);
  });
}

function loadRepo(server: Server, given: JsonObject, at: string): void {
  const versions = list(given.get('versions') ?? [], `${at}/versions`);
  const first = versions[0] === undefined ? undefined : object(versions[0], `${at}/versions/0`);
  const repo = addRepo(server, {
    alias: text(given.get('alias') ?? '', `${at}/alias`),
    description: text(given.get('description') ?? '', `${at}/description`),
    root: first && text(first.get('uuid'), `${at}/versions/0/uuid`),
  });
  for (const [name, instance] of object(given.get('instances') ?? new Map(), `${at}/instances`)) {
    loadInstance(
      server,
      repo,
      name,
      object(instance, `${at}/instances/${name}`),
      `${at}/instances/${name}`,
    );
  }
  let last = repo.root;
  versions.forEach((version, i) => {
    const here = `${at}/versions/${i}`;
    const parts = object(version, here);
    last = i === 0 ? repo.root : makeVersion(server, repo, last, parts, here);
    last.note = text(parts.get('note') ?? '', `${here}/note`);
    last.locked = parts.get('locked') === true;
    loadData(repo, last, object(parts.get('data') ?? new Map(), `${here}/data`), `${here}/data`);
  });
  fillMemory(repo);
}

function makeVersion(
  server: Server,
  repo: Repo,
  last: Version,
  given: JsonObject,
  at: string,
): Version {
  const uuid = text(given.get('uuid'), `${at}/uuid`);
  if (server.versions.has(uuid))
    throw new SandboxError('is the uuid of another version too', `${at}/uuid`);
  const named = given.get('parent');
  const parent = named === undefined ? last : server.versions.get(text(named, `${at}/parent`));
  if (parent?.repo !== repo)
    throw new SandboxError('names no version that stands before this one', `${at}/parent`);
  const branchGiven = given.get('branch');
  const wanted = branchGiven === undefined ? parent.branch : text(branchGiven, `${at}/branch`);
  const branch = wanted === 'master' ? '' : wanted;
  const version = addVersion(server, repo, { uuid, branch, note: '', parents: [parent] });
  repo.heads.set(branch === '' ? 'master' : branch, version);
  return version;
}

function loadInstance(
  server: Server,
  repo: Repo,
  name: string,
  given: JsonObject,
  at: string,
): void {
  const typename = text(given.get('typename'), `${at}/typename`);
  const config = new Map([
    ['typename', JSON.stringify(typename)],
    ['dataname', JSON.stringify(name)],
  ]);
  for (const [key, value] of object(given.get('config') ?? new Map(), `${at}/config`)) {
    config.set(key.toLowerCase(), writeJson(value));
  }
  try {
    addInstance(server, repo.root, typename, name, config);
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    throw new SandboxError(`cannot be made: ${error.message}`, at, { cause: error });
  }
}

function loadData(repo: Repo, version: Version, given: JsonObject, at: string): void {
  for (const [name, value] of given) {
    const here = `${at}/${name}`;
    const parts = object(value, here);
    const data = repo.instances.get(name)?.data;
    if (data === undefined) throw new SandboxError('names no instance of the repository', here);
    if (data.typename === 'neuronjson') loadAnnotations(data, version, parts, here);
    else if (data.typename === 'keyvalue') {
      for (const [key, held] of object(parts.get('values') ?? new Map(), `${here}/values`)) {
        data.values.set(version, key, encodeText(text(held, `${here}/values/${key}`)));
      }
    }
  }
}

function loadAnnotations(
  data: NeuronjsonData,
  version: Version,
  given: JsonObject,
  at: string,
): void {
  list(given.get('records') ?? [], `${at}/records`).forEach((value, i) => {
    const source = typeof value === 'string' ? value : writeJson(value);
    const { id, record } = readRecord(source, `${at}/records/${i}`);
    data.records.set(version, id, record);
    if (typeof value === 'string' && value === record) return;
    const originals = data.given.get(version) ?? new Map<string, JsonValue>();
    originals.set(id, value);
    data.given.set(version, originals);
  });
  list(given.get('deleted') ?? [], `${at}/deleted`).forEach((id, i) => {
    if (!(id instanceof JsonNumber)) throw new SandboxError('is no body id', `${at}/deleted/${i}`);
    data.records.delete(version, id.text);
  });
  const schema = given.get('json_schema');
  if (schema !== undefined) {
    data.schemas.set(
      version,
      'json_schema',
      encodeText(typeof schema === 'string' ? schema : writeJson(schema)),
    );
  }
}

function readRecord(source: string, at: string): { id: string; record: string } {
  const problem = jsonProblem(encodeText(source));
  if (problem !== undefined) throw new SandboxError(`is no JSON: ${problem.problem}`, at);
  if (kindOf(source.trim()) !== 'object')
    throw new SandboxError('is not the JSON of an object', at);
  const fields = readFields(source.trim());
  const id = fields.get('bodyid');
  if (id?.type !== 'uint')
    throw new SandboxError('has no body id: "bodyid" must be a whole number', at);
  return { id: id.text, record: writeRecord(fields).stored };
}

function fillMemory(repo: Repo): void {
  const head = repo.heads.get('master');
  if (head === undefined) return;
  for (const { data } of repo.instances.values()) {
    if (data.typename !== 'neuronjson') continue;
    data.memory.load(
      data.records.keys(head).map((key) => [key, data.records.get(head, key) as string] as const),
    );
    const schema = data.schemas.get(head, 'json_schema');
    if (schema !== undefined) data.cachedSchemas.set('json_schema', schema);
  }
}

function list(value: JsonValue, at: string): JsonValue[] {
  if (Array.isArray(value)) return value;
  throw new SandboxError('is not a list', at);
}

function object(value: JsonValue | undefined, at: string): JsonObject {
  if (value instanceof Map) return value;
  throw new SandboxError('is not an object', at);
}

function text(value: JsonValue | undefined, at: string): string {
  if (typeof value === 'string') return value;
  throw new SandboxError('is not a string', at);
}

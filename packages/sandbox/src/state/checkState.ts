import { child } from '../json/plain.js';
import { JsonNumber, type JsonObject, type JsonValue } from '../json/value.js';
import { SandboxError } from '../SandboxError.js';

const types = ['neuronjson', 'labelmap', 'keyvalue'];

/**
 * Checks the form of a state document: what has the wrong type, is missing, or refers to nothing.
 * What a stored document or record holds is open, for the real stores do not look at it either.
 *
 * @throws SandboxError with the JSON pointer of the first fault
 */
export function checkState(state: JsonValue): void {
  const parts = members(state, '', ['users', 'groups', 'datasets', 'tags', 'documents', 'repos']);
  const tokens = new Map<string, string>();
  eachMember(parts.get('users'), '/users', (user, at) => checkUser(user, at, tokens));
  eachMember(parts.get('groups'), '/groups', (group, at) => eachItem(group, at, text));
  eachMember(parts.get('datasets'), '/datasets', object);
  eachMember(parts.get('tags'), '/tags', checkTags);
  eachMember(parts.get('documents'), '/documents', checkDocument);
  const uuids = new Set<string>();
  if (parts.has('repos'))
    eachItem(parts.get('repos'), '/repos', (repo, at) => checkRepo(repo, at, uuids));
}

function checkUser(value: JsonValue, at: string, tokens: Map<string, string>): void {
  const user = object(value, at);
  filled(required(user, 'email', at), `${at}/email`);
  const token = filled(required(user, 'token', at), `${at}/token`);
  const other = tokens.get(token);
  if (other !== undefined) throw new SandboxError(`is the token of ${other} too`, `${at}/token`);
  tokens.set(token, at);
}

function checkTags(value: JsonValue, at: string): void {
  const tags = object(value, at);
  for (const name of ['tag_to_uuid', 'uuid_to_tag']) {
    eachMember(tags.get(name), `${at}/${name}`, text);
  }
  for (const name of ['head_tag', 'head_uuid']) {
    const head = tags.get(name);
    if (head !== undefined && head !== null) text(head, `${at}/${name}`);
  }
}

function checkDocument(value: JsonValue, at: string, path: string): void {
  object(value, at);
  const segments = path.split('/');
  if (segments.length % 2 !== 0 || segments.includes('')) {
    throw new SandboxError('is no path of a document: collection/document, repeated', at);
  }
}

function checkRepo(value: JsonValue, at: string, uuids: Set<string>): void {
  const repo = members(value, at, ['alias', 'description', 'instances', 'versions', 'log']);
  for (const name of ['alias', 'description']) optional(repo, name, at, text);
  eachMember(repo.get('instances'), `${at}/instances`, (instance, here) => {
    const type = text(
      required(
        members(instance, here, ['typename', 'config', 'tags', 'made_on']),
        'typename',
        here,
      ),
      `${here}/typename`,
    );
    if (!types.includes(type)) {
      throw new SandboxError(
        `is ${JSON.stringify(type)}, not one of ${types.join(', ')}`,
        `${here}/typename`,
      );
    }
    optional(object(instance, here), 'config', here, object);
  });
  const instances = repo.get('instances');
  const names = new Set(instances instanceof Map ? instances.keys() : []);
  const own = new Set<string>();
  optional(repo, 'versions', at, (versions, here) =>
    eachItem(versions, here, (version, place) =>
      checkVersion(version, place, { names, own, uuids }),
    ),
  );
}

interface Known {
  /** Instances of the repository. */
  readonly names: ReadonlySet<string>;
  /** Its versions so far. */
  readonly own: Set<string>;
  /** The versions of all repositories so far. */
  readonly uuids: Set<string>;
}

function checkVersion(value: JsonValue, at: string, known: Known): void {
  const version = members(value, at, ['uuid', 'parent', 'branch', 'locked', 'note', 'data', 'log']);
  const uuid = text(required(version, 'uuid', at), `${at}/uuid`);
  if (known.uuids.has(uuid))
    throw new SandboxError('is the uuid of another version too', `${at}/uuid`);
  optional(version, 'parent', at, (parent, here) => {
    if (known.own.has(text(parent, here))) return;
    throw new SandboxError('names no version that stands before this one', here);
  });
  known.own.add(uuid);
  known.uuids.add(uuid);
  for (const name of ['branch', 'note']) optional(version, name, at, text);
  optional(version, 'locked', at, (locked, here) => {
    if (typeof locked !== 'boolean') wrong('true or false', locked, here);
  });
  eachMember(version.get('data'), `${at}/data`, (data, here, name) => {
    if (!known.names.has(name)) throw new SandboxError('names no instance of the repository', here);
    checkData(data, here);
  });
}

function checkData(value: JsonValue, at: string): void {
  const data = members(value, at, [
    'records',
    'deleted',
    'json_schema',
    'schema',
    'schema_batch',
    'odd_keys',
    'ghosts',
    'values_base64',
    'deleted_keys',
    'slabs',
    'merges',
    'values',
  ]);
  optional(data, 'records', at, (records, here) =>
    eachItem(records, here, (record, place) => {
      if (typeof record !== 'string') wrong('an object or a string of JSON', record, place);
    }),
  );
  optional(data, 'deleted', at, (deleted, here) => eachItem(deleted, here, bodyId));
  optional(data, 'slabs', at, (slabs, here) =>
    eachItem(slabs, here, (slab, place) => {
      const parts = members(slab, place, ['label', 'from', 'to']);
      for (const name of ['label', 'from', 'to'])
        bodyId(required(parts, name, place), `${place}/${name}`);
    }),
  );
  optional(data, 'merges', at, (merges, here) =>
    eachItem(merges, here, (merge, place) => eachItem(merge, place, bodyId)),
  );
  eachMember(data.get('values'), `${at}/values`, text);
}

function bodyId(value: JsonValue, at: string): void {
  if (!(value instanceof JsonNumber) || !/^\d+$/.test(value.text))
    wrong('a whole number', value, at);
}

function text(value: JsonValue, at: string): string {
  return typeof value === 'string' ? value : wrong('a string', value, at);
}

function filled(value: JsonValue, at: string): string {
  const string = text(value, at);
  if (string === '') throw new SandboxError('is empty', at);
  return string;
}

function object(value: JsonValue, at: string): JsonObject {
  return value instanceof Map ? value : wrong('an object', value, at);
}

function required(holder: JsonObject, name: string, at: string): JsonValue {
  const value = holder.get(name);
  if (value === undefined) throw new SandboxError('is missing', child(at, name));
  return value;
}

function optional(
  holder: JsonObject,
  name: string,
  at: string,
  check: (value: JsonValue, at: string) => unknown,
): void {
  const value = holder.get(name);
  if (value !== undefined) check(value, child(at, name));
}

/** An object with no other members than these: another is a slip, and would be lost silently. */
function members(value: JsonValue, at: string, names: readonly string[]): JsonObject {
  const holder = object(value, at);
  for (const name of holder.keys()) {
    if (!names.includes(name)) {
      throw new SandboxError(`is none of ${names.join(', ')}`, child(at, name));
    }
  }
  return holder;
}

function eachMember(
  value: JsonValue | undefined,
  at: string,
  check: (member: JsonValue, at: string, key: string) => unknown,
): void {
  if (value === undefined) return;
  for (const [key, member] of object(value, at)) check(member, child(at, key), key);
}

function eachItem(
  value: JsonValue | undefined,
  at: string,
  check: (item: JsonValue, at: string) => unknown,
): void {
  if (!Array.isArray(value)) wrong('a list', value ?? null, at);
  value.forEach((item, i) => {
    check(item, `${at}/${i}`);
  });
}

function wrong(wanted: string, value: JsonValue, at: string): never {
  throw new SandboxError(`is ${kind(value)}, not ${wanted}`, at);
}

function kind(value: JsonValue): string {
  if (value === null) return 'null';
  if (value instanceof JsonNumber) return `the number ${value.text.slice(0, 40)}`;
  if (value instanceof Map) return 'an object';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

import { decodeText } from '../../json/goText.js';
import { JsonNumber, type JsonObject, type JsonValue } from '../../json/value.js';
import type { Repo, Server, Version } from '../Server.js';
import { tombstone } from '../versions/VersionedStore.js';

/** What a server holds, in the format of the state document. */
export function dumpRepos(server: Server): JsonValue {
  return server.repos.map(dumpRepo);
}

function dumpRepo(repo: Repo): JsonObject {
  return new Map<string, JsonValue>([
    ['alias', repo.alias],
    [
      'instances',
      new Map(
        [...repo.instances.values()].map((instance) => [
          instance.name,
          new Map<string, JsonValue>([['typename', instance.typename]]),
        ]),
      ),
    ],
    ['versions', repo.versions.map((version) => dumpVersion(repo, version))],
  ]);
}

function dumpVersion(repo: Repo, version: Version): JsonObject {
  const dumped: JsonObject = new Map<string, JsonValue>([['uuid', version.uuid]]);
  const parent = version.parents[0];
  if (parent !== undefined) dumped.set('parent', parent.uuid);
  if (version.branch !== '') dumped.set('branch', version.branch);
  dumped.set('locked', version.locked);
  if (version.note !== '') dumped.set('note', version.note);
  const data: JsonObject = new Map();
  for (const instance of repo.instances.values()) {
    const held = instance.data;
    if (held.typename !== 'neuronjson') continue;
    const records: JsonValue[] = [];
    const deleted: JsonValue[] = [];
    for (const [key, record] of held.records.written(version)) {
      if (record === tombstone) deleted.push(new JsonNumber(key));
      else records.push(held.given.get(version)?.get(key) ?? record);
    }
    data.set(
      instance.name,
      new Map([
        ['records', records],
        ['deleted', deleted],
      ]),
    );
  }
  dumped.set('data', data);
  return dumped;
}

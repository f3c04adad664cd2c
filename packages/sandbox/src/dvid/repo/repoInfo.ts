import { quoteJson } from '../../json/goString.js';
import { compareText } from '../../json/goText.js';
import { formatExactTime } from '../formatTime.js';
import { instanceInfo } from '../instances/instanceInfo.js';
import type { Repo, Version } from '../Server.js';

/** What the server says of a repo, as JSON. */
export function repoInfo(repo: Repo): string {
  const instances = [...repo.instances.values()].sort((a, b) => compareText(a.name, b.name));
  const head = repo.heads.get('master') ?? repo.root;
  const versions = [...repo.versions].sort((a, b) => compareText(a.uuid, b.uuid));
  return object([
    ['Root', quoteJson(repo.root.uuid)],
    ['Alias', quoteJson(repo.alias)],
    ['Description', quoteJson(repo.description)],
    ['Log', list(repo.log.map(({ text }) => quoteJson(text)))],
    ['Properties', '{}'],
    [
      'DataInstances',
      object(instances.map((instance) => [instance.name, instanceInfo(instance, head)])),
    ],
    [
      'DAG',
      object([
        ['Root', quoteJson(repo.root.uuid)],
        ['Nodes', object(versions.map((version) => [version.uuid, nodeInfo(version)]))],
      ]),
    ],
    ['MutationID', '1000000000'],
    ['SavedMutationID', '1000000100'],
    ['Created', quoteJson(formatExactTime(repo.created))],
    ['Updated', quoteJson(formatExactTime(repo.updated))],
  ]);
}

function nodeInfo(version: Version): string {
  return object([
    ['Branch', quoteJson(version.branch)],
    ['Note', quoteJson(version.note)],
    ['Log', list(version.log.map(quoteJson))],
    ['UUID', quoteJson(version.uuid)],
    ['VersionID', String(version.id)],
    ['Locked', String(version.locked)],
    ['Parents', list(version.parents.map(({ id }) => String(id)))],
    ['Children', list(version.children.map(({ id }) => String(id)))],
    ['Created', quoteJson(formatExactTime(version.created))],
    ['Updated', quoteJson(formatExactTime(version.updated))],
  ]);
}

const list = (texts: readonly string[]): string => `[${texts.join(',')}]`;
const object = (members: readonly (readonly [string, string])[]): string =>
  `{${members.map(([name, text]) => `${quoteJson(name)}:${text}`).join(',')}}`;

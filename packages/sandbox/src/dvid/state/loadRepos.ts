import { encodeText } from '../../json/goText.js';
import type { JsonObject, JsonValue } from '../../json/value.js';
import { writeJson } from '../../json/writeJson.js';
import { SandboxError } from '../../SandboxError.js';
import { formatTime } from '../formatTime.js';
import { BadRequest } from '../http/Call.js';
import { addInstance } from '../instances/addInstance.js';
import type { KeyvalueData } from '../keyvalue/KeyvalueData.js';
import type { LabelmapData } from '../labelmap/LabelmapData.js';
import { takeMutation } from '../labelmap/takeMutation.js';
import type { Repo, Server, Version } from '../Server.js';
import { addRepo } from '../versions/addRepo.js';
import { addVersion } from '../versions/addVersion.js';
import { fillMemory, loadAnnotations } from './loadAnnotations.js';
import { child, digits, list, member, object, text } from './read.js';
import { shapeOf } from './Shape.js';

/**
 * Takes in repositories in the format of the state document. Besides what the format names, it
 * reads what {@link dumpRepos} writes of a server that has been at work.
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
  const uuid = first && text(first.get('uuid'), `${at}/versions/0/uuid`);
  if (uuid !== undefined && server.versions.has(uuid)) {
    throw new SandboxError('is the uuid of another version too', `${at}/versions/0/uuid`);
  }
  const alias = text(given.get('alias') ?? '', `${at}/alias`);
  const description = text(given.get('description') ?? '', `${at}/description`);
  const repo = addRepo(server, { alias, description, root: uuid });
  repo.given = shapeOf(given);
  let last = repo.root;
  const made: { readonly version: Version; readonly parts: JsonObject; readonly at: string }[] = [];
  versions.forEach((version, i) => {
    const here = `${at}/versions/${i}`;
    const parts = object(version, here);
    last = i === 0 ? repo.root : makeVersion(server, repo, last, parts, here);
    last.given = shapeOf(parts);
    last.note = text(parts.get('note') ?? '', `${here}/note`);
    last.locked = parts.get('locked') === true;
    last.log.push(
      ...list(parts.get('log') ?? [], `${here}/log`).map((entry) => text(entry, `${here}/log`)),
    );
    made.push({ version: last, parts, at: here });
  });
  for (const [name, instance] of member(given, 'instances', at)) {
    const here = child(`${at}/instances`, name);
    loadInstance(server, repo, name, object(instance, here), here);
  }
  for (const { version, parts, at: here } of made) {
    loadData(server, repo, version, member(parts, 'data', here), `${here}/data`);
  }
  const log = list(given.get('log') ?? [], `${at}/log`);
  repo.log.push(...log.map((entry) => ({ text: text(entry, `${at}/log`), ofInstance: false })));
  for (const { data } of repo.instances.values()) {
    if (data.typename === 'neuronjson') fillMemory(data, repo);
  }
}

function makeVersion(
  server: Server,
  repo: Repo,
  last: Version,
  given: JsonObject,
  at: string,
): Version {
  const uuid = text(given.get('uuid'), `${at}/uuid`);
  if (server.versions.has(uuid)) {
    throw new SandboxError('is the uuid of another version too', `${at}/uuid`);
  }
  const named = given.get('parent');
  const parent = named === undefined ? last : server.versions.get(text(named, `${at}/parent`));
  if (parent?.repo !== repo) {
    throw new SandboxError('names no version that stands before this one', `${at}/parent`);
  }
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
  for (const [key, value] of member(given, 'config', at)) {
    config.set(key.toLowerCase(), writeJson(value));
  }
  const madeOn = given.get('made_on');
  const version =
    madeOn === undefined ? repo.root : server.versions.get(text(madeOn, `${at}/made_on`));
  if (version?.repo !== repo)
    throw new SandboxError('names no version of the repository', `${at}/made_on`);
  try {
    const instance = addInstance(server, version, typename, name, config);
    instance.given = given;
    const tags = member(given, 'tags', at);
    if (tags.size > 0) {
      instance.tags = new Map(
        [...tags].map(([tag, value]) => [tag, text(value, child(`${at}/tags`, tag))]),
      );
    }
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    throw new SandboxError(`cannot be made: ${error.message}`, at, { cause: error });
  }
}

function loadData(
  server: Server,
  repo: Repo,
  version: Version,
  given: JsonObject,
  at: string,
): void {
  for (const [name, value] of given) {
    const here = child(at, name);
    const parts = object(value, here);
    const data = repo.instances.get(name)?.data;
    if (data === undefined) throw new SandboxError('names no instance of the repository', here);
    if (data.typename === 'neuronjson')
      loadAnnotations(data, version, parts, here, formatTime(server.now()));
    else if (data.typename === 'keyvalue') loadValues(data, version, parts, here);
    else loadLabels(server, data, version, parts, here);
  }
}

function loadValues(data: KeyvalueData, version: Version, given: JsonObject, at: string): void {
  for (const [key, value] of member(given, 'values', at)) {
    data.values.set(version, key, encodeText(text(value, child(`${at}/values`, key))));
  }
  for (const [key, value] of member(given, 'values_base64', at)) {
    const binary = atob(text(value, child(`${at}/values_base64`, key)));
    data.values.set(
      version,
      key,
      Uint8Array.from(binary, (character) => character.charCodeAt(0)),
    );
  }
  for (const key of list(given.get('deleted_keys') ?? [], `${at}/deleted_keys`)) {
    data.values.delete(version, text(key, `${at}/deleted_keys`));
  }
}

function loadLabels(
  server: Server,
  data: LabelmapData,
  version: Version,
  given: JsonObject,
  at: string,
): void {
  const slabs = given.get('slabs');
  if (slabs !== undefined) {
    takeMutation(version.repo);
    data.setSlabs(
      version,
      list(slabs, `${at}/slabs`).map((slab, i) => {
        const here = `${at}/slabs/${i}`;
        const parts = object(slab, here);
        const z = (name: string): number => Number(digits(parts.get(name), `${here}/${name}`));
        return { label: digits(parts.get('label'), `${here}/label`), from: z('from'), to: z('to') };
      }),
    );
  }
  list(given.get('merges') ?? [], `${at}/merges`).forEach((merge, i) => {
    const here = `${at}/merges/${i}`;
    const [into, ...others] = list(merge, here).map((label) => digits(label, here));
    if (into === undefined) throw new SandboxError('merges nothing', here);
    const mutation = takeMutation(version.repo);
    const time = formatTime(server.now());
    data.addMerge(version, { into, others, mutation, user: '', app: '', time });
  });
}

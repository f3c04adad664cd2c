import { goQuote } from '../../json/goQuote.js';
import { BadRequest, Refusal } from '../http/Call.js';
import type { Repo, Server, Version } from '../Server.js';
import { newUuid } from './newUuid.js';

/** What a new version is to be. */
export interface NewVersion {
  /** Empty for the parent's branch. */
  readonly branch: string;
  readonly note: string;
  /** Left out for a random one. */
  readonly uuid?: string | undefined;
}

/**
 * Makes a child of a locked version.
 *
 * @throws BadRequest when the server refuses it, Refusal when it would take over another's UUID
 */
export function addChild(server: Server, parent: Version, wanted: NewVersion): Version {
  if (!parent.locked) throw new BadRequest("can't branch an unlocked node");
  const same = wanted.branch === '' || wanted.branch === parent.branch;
  const branch = same ? parent.branch : wanted.branch;
  const others = same ? parent.children : parent.repo.versions;
  if (others.some((other) => other.branch === branch)) {
    throw new BadRequest('branch already exists with given name');
  }
  if (wanted.uuid !== undefined && server.versions.has(wanted.uuid)) {
    throw new Refusal(
      `${goQuote(wanted.uuid)} is the UUID of another version; the real server makes the version all the same and mixes the two up`,
    );
  }
  const child = addVersion(server, parent.repo, { ...wanted, branch, parents: [parent] });
  parent.repo.heads.set(branch === '' ? 'master' : branch, child);
  return child;
}

/** Adds a version to a repo, as it is wanted. */
export function addVersion(
  server: Server,
  repo: Repo,
  wanted: NewVersion & { readonly parents: readonly Version[] },
): Version {
  const now = server.now();
  const version: Version = {
    id: server.nextVersion++,
    uuid: wanted.uuid ?? newUuid(server.random),
    repo,
    parents: [...wanted.parents],
    children: [],
    branch: wanted.branch,
    locked: false,
    note: wanted.note,
    log: [],
    created: now,
    updated: now,
    given: undefined,
  };
  server.versions.set(version.uuid, version);
  repo.versions.push(version);
  for (const parent of wanted.parents) {
    parent.children.push(version);
    parent.updated = now;
  }
  repo.updated = now;
  return version;
}

import type { JsonObject } from '../json/value.js';
import type { InstanceData } from './InstanceData.js';
import type { Config } from './instances/Config.js';
import type { Serialization } from './instances/readSerialization.js';
import type { Shape } from './state/Shape.js';

/** A version of a repository: a node of its graph. */
export interface Version {
  /** Number within the server, from 1. */
  readonly id: number;
  /** A tag is the UUID of its version. */
  readonly uuid: string;
  readonly repo: Repo;
  readonly parents: Version[];
  readonly children: Version[];
  /** Empty for the default branch, which requests call `master`. */
  readonly branch: string;
  locked: boolean;
  note: string;
  readonly log: string[];
  readonly created: Date;
  updated: Date;
  /** How it was given; not there for one made by a request. */
  given: Shape | undefined;
}

/** A named set of data of one type, in every version of its repository. */
export interface Instance {
  readonly name: string;
  readonly typename: InstanceData['typename'];
  /** Settings with which it was made. */
  readonly config: Config;
  readonly serialization: Serialization;
  readonly versioned: boolean;
  /** UUID of the version on which it was made. */
  readonly madeOn: string;
  readonly dataUuid: string;
  tags: Map<string, string> | undefined;
  /** How it was given; not there for one made by a request. */
  given: JsonObject | undefined;
  readonly data: InstanceData;
}

/** An entry of a repo's log; those that tell of its instances are made anew at each start. */
export interface RepoLogEntry {
  readonly text: string;
  readonly ofInstance: boolean;
}

export interface Repo {
  root: Version;
  alias: string;
  description: string;
  readonly log: RepoLogEntry[];
  readonly instances: Map<string, Instance>;
  readonly versions: Version[];
  /** How it was given; not there for one made by a request. */
  given: Shape | undefined;
  /** Mutations of labels so far. */
  mutations: number;
  /** The newest version of each branch, by the branch's name (`master` for the default one). */
  readonly heads: Map<string, Version>;
  readonly created: Date;
  updated: Date;
}

/** All that the server holds, and what it is given. */
export interface Server {
  readonly repos: Repo[];
  readonly versions: Map<string, Version>;
  nextVersion: number;
  readonly now: () => Date;
  readonly random: () => number;
  /** Host and port by which the server calls itself in texts. */
  readonly name: string;
  readonly adminToken: string;
  /** Whether deleted ids stay in the list of the head, as they do in the server. */
  readonly ghosts: boolean;
  readonly started: Date;
}

/** Whether a version is one that the server keeps in memory: the newest of the default branch. */
export function isHead(version: Version): boolean {
  return version.repo.heads.get('master') === version;
}

/** Whether a version is open and on the default branch, where the schemas are cached. */
export function isOpenMaster(version: Version): boolean {
  return !version.locked && version.branch === '';
}

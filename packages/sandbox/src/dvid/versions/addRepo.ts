import { BadRequest } from '../http/Call.js';
import type { Repo, Server, Version } from '../Server.js';
import { addVersion } from './addVersion.js';

/** What a new repo is to be. */
export interface NewRepo {
  readonly alias: string;
  readonly description: string;
  /** UUID of its root; left out for a random one. */
  readonly root?: string | undefined;
}

/**
 * Makes a repo with an open root.
 *
 * @throws BadRequest when the UUID is in use
 */
export function addRepo(server: Server, { alias, description, root }: NewRepo): Repo {
  if (root !== undefined && server.versions.has(root)) {
    throw new BadRequest('UUID already exists in datastore');
  }
  const now = server.now();
  const repo: Omit<Repo, 'root'> & { root?: Version } = {
    alias,
    description,
    log: [],
    instances: new Map(),
    versions: [],
    heads: new Map(),
    created: now,
    updated: now,
    mutations: 0,
    given: undefined,
  };
  const whole = repo as Repo;
  whole.root = addVersion(server, whole, { branch: '', note: '', uuid: root, parents: [] });
  whole.heads.set('master', whole.root);
  server.repos.push(whole);
  return whole;
}

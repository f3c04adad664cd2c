import { goQuote } from '../../json/goQuote.js';
import { BadRequest, Panic, Refusal } from '../http/Call.js';
import type { Repo, Server, Version } from '../Server.js';
import { branchAncestry } from './branchAncestry.js';

/**
 * The version that a reference names: the beginning of a UUID (or tag), `prefix:branch`, `:branch`,
 * or either with `~N` for the N-th version of the branch from its newest.
 *
 * @throws BadRequest
 */
export function matchVersion(server: Server, reference: string): Version {
  const [prefix = '', branch, ...more] = reference.split(':');
  if (more.length > 0) throw new BadRequest(`bad UUID specification ${goQuote(reference)}`);
  if (branch !== undefined && prefix === '') return matchBranch(server, undefined, branch);
  const version = matchPrefix(server, prefix);
  return branch === undefined || branch === '' ? version : matchBranch(server, version, branch);
}

function matchPrefix(server: Server, prefix: string): Version {
  let match: Version | undefined;
  for (const [uuid, version] of server.versions) {
    if (!uuid.startsWith(prefix)) continue;
    if (match !== undefined) throw new BadRequest(`more than one UUID matches ${prefix}`);
    match = version;
  }
  if (match === undefined)
    throw new BadRequest(`could not find UUID with partial match to ${prefix}`);
  return match;
}

function matchBranch(server: Server, version: Version | undefined, reference: string): Version {
  const repo = version?.repo ?? onlyRepo(server);
  const [branch = '', back, ...more] = reference.split('~');
  if (back === undefined || more.length > 0) {
    const name = reference === '' ? 'master' : reference;
    const head = repo.heads.get(name);
    if (head !== undefined) return head;
    throw new BadRequest(
      `branch ${goQuote(name)} not found in repo ${goQuote(version?.uuid ?? '')}`,
    );
  }
  const ancestry = branchAncestry(repo, branch);
  const count = atoi(back);
  if (count === undefined)
    throw new BadRequest(`can't parse parent ${goQuote(back)} in branch ${goQuote(branch)}`);
  if (count < 0n) {
    throw new Panic(`runtime error: index out of range [${count}]`);
  }
  const found = ancestry[Number(count)];
  if (found === undefined) {
    throw new BadRequest(`parent ${count} is out of range for branch ${goQuote(branch)}`);
  }
  return found;
}

function atoi(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

function onlyRepo(server: Server): Repo {
  if (server.repos.length > 1) {
    throw new BadRequest('UUID must be specified if more than one repo exists');
  }
  const repo = server.repos[0];
  if (repo !== undefined) return repo;
  throw new Refusal(
    'a branch cannot be looked up on a server without repos; the real server fails here and can make no repos afterwards',
  );
}

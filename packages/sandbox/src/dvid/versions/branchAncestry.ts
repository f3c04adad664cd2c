import { goQuote } from '../../json/goQuote.js';
import { BadRequest } from '../http/Call.js';
import type { Repo, Version } from '../Server.js';

/**
 * The versions of a branch from its newest to the root of the repo, beyond the fork; none when the
 * branch is not known.
 *
 * @throws BadRequest when the branch has forked by a merge
 */
export function branchAncestry(repo: Repo, name: string): Version[] {
  const start = repo.versions.find(
    ({ branch }) => branch === name || (name === 'master' && branch === ''),
  );
  if (start === undefined) return [];
  const ancestry: Version[] = [];
  for (let at: Version | undefined = newest(start); at !== undefined; at = at.parents.at(-1)) {
    ancestry.push(at, ...at.parents.slice(0, -1));
  }
  return ancestry;
}

function newest(start: Version): Version {
  let leaf = start;
  for (;;) {
    const [child, other] = leaf.children.filter(({ branch }) => branch === start.branch);
    if (child === undefined) return leaf;
    if (other !== undefined) {
      throw new BadRequest(
        `branch ${goQuote(start.branch)} has more than 1 child: ${other.uuid} and ${child.uuid}`,
      );
    }
    leaf = child;
  }
}

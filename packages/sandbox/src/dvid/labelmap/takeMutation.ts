import type { Repo } from '../Server.js';

/** The number of a repo's next mutation of labels; the server counts from a thousand million. */
export function takeMutation(repo: Repo): number {
  return 1_000_000_000 + repo.mutations++;
}

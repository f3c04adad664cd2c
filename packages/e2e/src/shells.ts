import { spawnSync } from 'node:child_process';

/**
 * Whether a shell is on this machine. Where CLIO_REQUIRE_SHELLS is set it has to be, so that nothing
 * passes because it could not run.
 */
export function hasShell(shell: string): boolean {
  if (spawnSync(shell, ['-c', 'exit 0']).status === 0) return true;
  if (process.env.CLIO_REQUIRE_SHELLS)
    throw new Error(`${shell} is not on this machine, and CLIO_REQUIRE_SHELLS wants it.`);
  return false;
}

import { formatTime } from '../formatTime.js';
import { BadRequest } from '../http/Call.js';
import type { Server, Version } from '../Server.js';

/**
 * Locks a version for good. An empty note leaves the one that is there.
 *
 * @throws BadRequest when it is locked already
 */
export function commitVersion(
  server: Server,
  version: Version,
  note: string,
  log: readonly string[],
): void {
  if (version.locked) throw new BadRequest(`node ${version.uuid} already committed`);
  version.locked = true;
  if (note !== '') version.note = note;
  addToLog(server, version, log);
}

/** Adds entries to the log of a version, with the time. */
export function addToLog(server: Server, version: Version, entries: readonly string[]): void {
  const now = server.now();
  version.log.push(...entries.map((entry) => `${formatTime(now)}  ${entry}`));
  version.updated = now;
  version.repo.updated = now;
}

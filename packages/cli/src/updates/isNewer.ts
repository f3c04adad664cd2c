/**
 * Whether a version is a release that is newer than another. A release is newer than the versions that
 * led up to it, such as 1.0.0-beta.1; these are never told of themselves, nor is what is no version.
 */
export function isNewer(latest: string, present: string): boolean {
  const release = /^(\d+)\.(\d+)\.(\d+)$/.exec(latest);
  const own = /^(\d+)\.(\d+)\.(\d+)(-.+)?$/.exec(present);
  if (!release || !own) return false;
  for (const part of [1, 2, 3]) {
    const difference = Number(release[part]) - Number(own[part]);
    if (difference !== 0) return difference > 0;
  }
  return own[4] !== undefined;
}

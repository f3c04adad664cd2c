import picomatch from 'picomatch';

/** Whether a path (without query) fits the glob: as sent, or decoded. */
export function pathGlob(glob: string): (path: string) => boolean {
  // Parentheses would reach the regular expression as a group, and make slow ones possible.
  const plain = glob.replace(/[()]/g, '\\$&');
  const matches = picomatch(plain, {
    dot: true,
    noextglob: true,
    strictSlashes: true,
    windows: false,
  });
  return (path) => {
    if (matches(path)) return true;
    if (!path.includes('%')) return false;
    try {
      return matches(decodeURIComponent(path));
    } catch {
      return false;
    }
  };
}

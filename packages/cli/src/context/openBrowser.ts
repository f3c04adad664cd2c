import open from 'open';

/** Shows a page in the browser of the desktop; resolves with whether a program was started. */
export async function openBrowser(url: string): Promise<boolean> {
  try {
    const child = await open(url);
    // A desktop without a browser shows only here; it must not end the command.
    child.on('error', () => {});
    child.unref();
    return true;
  } catch {
    return false;
  }
}

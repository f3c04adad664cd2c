import { spawn } from 'node:child_process';
import open from 'open';
import { splitWords } from '../aliases/splitWords.js';

/**
 * Shows a page in the browser of the desktop, or with the program that `BROWSER` names; resolves with
 * whether a program was started.
 */
export async function openBrowser(url: string, browser?: string): Promise<boolean> {
  try {
    const [program, ...words] = splitWords(browser ?? '');
    const child =
      program === undefined
        ? await open(url)
        : spawn(program, [...words, url], { detached: true, stdio: 'ignore' });
    // A program that is not there shows only here; it must not end the command.
    child.on('error', () => {});
    child.unref();
    return child.pid !== undefined;
  } catch {
    return false;
  }
}

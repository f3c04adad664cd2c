import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { type SavedToken, serverOrigin, type TokenStore } from '@clio/auth';
import { InputError } from '@clio/core';
import { configFolder } from '../environment/folders.js';
import { isMissing } from '../files/isMissing.js';
import { readSmallFile } from '../files/readSmallFile.js';
import type { TokenFile } from './tokenFile.js';

/**
 * Options of {@link fileTokenStore}: the file, or the folder in which it is called `tokens.json`.
 */
export interface FileTokenStoreOptions {
  readonly path?: string | undefined;
  /** Default: {@link configFolder}. */
  readonly folder?: string | undefined;
}

/** A token store on disk. */
export interface FileTokenStore extends TokenStore {
  /** The file, which need not exist. */
  readonly path: string;
  load(server: string): Promise<SavedToken | undefined>;
  save(server: string, token: SavedToken): Promise<void>;
  clear(server: string): Promise<void>;
  /** Origins of the servers that have a token, sorted. */
  servers(): Promise<string[]>;
}

/**
 * Keeps tokens in a file that only its owner can read (file 0600, folder 0700), one for each
 * server. A file or folder found open to others is closed again. It is written in one step and
 * under a lock, so that two processes can save at once. A file that cannot be understood is
 * reported by every call and never touched.
 *
 * @example
 * ```ts
 * import { fileTokenStore } from '@clio/node';
 *
 * const store = fileTokenStore({ folder: './my-tokens' });
 * await store.save('https://clio.example.org', { token: 'a token' });
 * console.log(await store.servers()); // [ 'https://clio.example.org' ]
 * ```
 *
 * @throws InputError (from each function) where the file cannot be understood, read or written.
 */
export function fileTokenStore(options: FileTokenStoreOptions = {}): FileTokenStore {
  const path = options.path ?? join(options.folder ?? configFolder(), 'tokens.json');

  const read = async (): Promise<TokenFile> => {
    let text: string;
    try {
      const file = await readSmallFile(path);
      if (!file) return new Map();
      if (process.platform !== 'win32' && (file.mode & 0o077) !== 0) await chmod(path, 0o600);
      text = file.text;
    } catch (cause) {
      if (isMissing(cause)) return new Map();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new InputError(
        `The token file ${path} cannot be read: ${reason}. Check its owner and permissions.`,
        { cause, place: { source: path } },
      );
    }
    const { parseTokens } = await import('./tokenFile.js');
    return parseTokens(text, path);
  };

  return {
    path,
    load: async (server) => (await read()).get(serverOrigin(server)),
    servers: async () => [...(await read()).keys()].sort(),
    save: async (server, token) => {
      const { formatTokens, updateFile } = await writing();
      await updateFile(path, async () =>
        formatTokens((await read()).set(serverOrigin(server), token)),
      );
    },
    clear: async (server) => {
      if (!(await read()).has(serverOrigin(server))) return;
      const { formatTokens, updateFile } = await writing();
      await updateFile(path, async () => {
        const tokens = await read();
        return tokens.delete(serverOrigin(server)) ? formatTokens(tokens) : undefined;
      });
    },
  };
}

/** What only a change needs; loading it takes a good part of the time of a command that reads. */
async function writing() {
  const [{ formatTokens }, { updateFile }] = await Promise.all([
    import('./tokenFile.js'),
    import('../files/updateFile.js'),
  ]);
  return { formatTokens, updateFile };
}

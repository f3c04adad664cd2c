/** A token as a store keeps it, with what is known of it. */
export interface SavedToken {
  readonly token: string;
  /** Whose it is, where that is known. */
  readonly email?: string | undefined;
  /** When it runs out, where that is known. */
  readonly expiresAt?: Date | undefined;
  readonly savedAt?: Date | undefined;
  /**
   * Set when a program got the token by itself and can get the next one, such as `gcloud`;
   * undefined when a person saved it.
   */
  readonly obtainedBy?: string | undefined;
}

/**
 * Keeps one token for each server. `server` is an origin, as {@link serverOrigin} gives it; an
 * implementation may be synchronous.
 *
 * @example
 * ```ts
 * import type { SavedToken, TokenStore } from '@clio/auth';
 *
 * const tokens = new Map<string, SavedToken>();
 * const store: TokenStore = {
 *   load: (server) => tokens.get(server),
 *   save: (server, token) => void tokens.set(server, token),
 *   clear: (server) => void tokens.delete(server),
 * };
 * ```
 */
export interface TokenStore {
  /** The token saved for a server; undefined where there is none. */
  load(server: string): SavedToken | undefined | Promise<SavedToken | undefined>;
  /** Saves the token of a server in the place of the one before. */
  save(server: string, token: SavedToken): void | Promise<void>;
  /** Forgets the token of a server; nothing happens where there is none. */
  clear(server: string): void | Promise<void>;
}

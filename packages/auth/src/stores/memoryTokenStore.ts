import type { SavedToken, TokenStore } from './TokenStore.js';

/**
 * A token store that forgets everything when the program ends: for tests, and for pages that must
 * not keep a token.
 *
 * @example
 * ```ts
 * import { memoryTokenStore, savedAuth } from '@clio/auth';
 *
 * const store = memoryTokenStore();
 * await store.save('https://clio.example.org', { token: 'a token' });
 * const auth = savedAuth(store);
 * ```
 */
export function memoryTokenStore(): TokenStore {
  const tokens = new Map<string, SavedToken>();
  return {
    load: (server) => tokens.get(server),
    save: (server, token) => {
      tokens.set(server, token);
    },
    clear: (server) => {
      tokens.delete(server);
    },
  };
}

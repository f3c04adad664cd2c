export { type FindTokenPageOptions, findTokenPage } from './login/findTokenPage.js';
export { memoryTokenStore } from './stores/memoryTokenStore.js';
export { serverOrigin } from './stores/serverOrigin.js';
export type { SavedToken, TokenStore } from './stores/TokenStore.js';
export { type CachedAuthOptions, cachedAuth } from './strategies/cachedAuth.js';
export { type ChainAuthOptions, chainAuth } from './strategies/chainAuth.js';
export { cookieAuth } from './strategies/cookieAuth.js';
export { type ExchangeAuthOptions, exchangeAuth } from './strategies/exchangeAuth.js';
export { savedAuth } from './strategies/savedAuth.js';
export { type StaticAuthOptions, staticAuth } from './strategies/staticAuth.js';
export {
  defaultRemedy,
  type ExpiryNotice,
  type ExpiryOptions,
  watchExpiry,
} from './strategies/watchExpiry.js';
export { describeToken, type TokenDescription } from './tokens/describeToken.js';

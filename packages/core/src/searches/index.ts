export { addSearch } from './addSearch.js';
export { deleteSearches } from './deleteSearches.js';
export { fetchSearches } from './fetchSearches.js';
export type { SavedSearch } from './SavedSearch.js';

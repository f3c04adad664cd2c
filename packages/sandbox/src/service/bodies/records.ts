import { dict, listOf, union } from '../validation/containers.js';

/** One record or query, or a list of them. */
export const oneOrMany = union(listOf(dict), dict);

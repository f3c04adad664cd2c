import type { BodyId } from '../integers/BodyId.js';

/**
 * What is known of one body: its id, and any fields. A field holds text, a number, a `bigint` (an
 * integer beyond 2^53), a boolean, a list or an object.
 *
 * With `show`, fields whose names end in `_user` and `_time` say who changed a field last, and when.
 */
export interface Annotation {
  readonly bodyid: BodyId;
  readonly [field: string]: unknown;
}

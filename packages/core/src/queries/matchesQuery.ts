import { passesTest } from './passesTest.js';
import type { Query } from './Query.js';
import { type Branch, readQuery } from './readQuery.js';

/**
 * Whether a record matches a query, by the rules by which `fetchAnnotations` finds it. Pure; for
 * records that are already here. What the query asks for must be in the record: fields ending in
 * `_user` and `_time` are, if `show` asked for them.
 *
 * @throws InputError for what is no query.
 * @example
 * ```ts
 * const left = annotations.filter((record) => matchesQuery(record, { soma_side: ['L', 'M'] }));
 * ```
 */
export function matchesQuery(record: Readonly<Record<string, unknown>>, query: Query): boolean {
  return matchesBranches(record, readQuery(query));
}

export function matchesBranches(
  record: Readonly<Record<string, unknown>>,
  branches: readonly Branch[],
): boolean {
  return branches.some((branch) => {
    for (const [field, test] of branch) {
      if (!passesTest(test, Object.hasOwn(record, field) ? record[field] : undefined)) return false;
    }
    return true;
  });
}

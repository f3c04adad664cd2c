import * as fc from 'fast-check';
import { expect } from 'vitest';
import {
  compareBodyIds,
  deleteAnnotation,
  explainQuery,
  fetchAnnotations,
  matchesQuery,
  stringifyJson,
} from '../src/index.js';
import { clientOf, hasField, lockedVersion, queries, records } from './queries.js';

const isAll = (query: object) =>
  [query].flat().some((branch) => Object.keys(branch as object).length === 0);

/**
 * Compares what the server and the client find together with a plain filter, for `worlds` of records
 * and 20 queries on each; at the head, at a locked version, and after deletions on the head.
 */
export async function queriesAgree(worlds: number): Promise<number> {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      records,
      fc.array(queries, { minLength: 20, maxLength: 20, size: 'max' }),
      fc.array(fc.nat(), { maxLength: 3 }),
      async (held, cases, deleted) => {
        const client = clientOf(held);
        const gone = new Set(deleted.map((pick) => held[pick % held.length]?.bodyid));
        for (const id of gone) if (id !== undefined) await deleteAnnotation(client, id);
        for (const [index, { query, holds }] of cases.entries()) {
          const locked = index % 3 === 0;
          const found = await fetchAnnotations(client, query, {
            show: 'all',
            version: locked ? lockedVersion : undefined,
          });
          const there = held.filter(({ bodyid }) => locked || !gone.has(bodyid));
          const all = isAll(query);
          const expected = there.filter(
            (record) => holds(record) && (!all || Object.keys(record).length > 1),
          );
          const byId = <T extends { bodyid: number | bigint }>(list: readonly T[]) =>
            [...list].sort((a, b) => compareBodyIds(a.bodyid, b.bodyid));
          const sorted = (list: readonly { bodyid: number | bigint }[]) =>
            byId(list).map((record) =>
              stringifyJson(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))),
            );
          expect(sorted(found), stringifyJson(explainQuery(query))).toEqual(sorted(expected));
          expect(there.filter((record) => matchesQuery(record, query))).toEqual(
            there.filter(holds),
          );
          // What is not shown is looked at all the same, and stays hidden.
          const plain = await fetchAnnotations(client, query);
          const bare = held
            .filter((record) => !gone.has(record.bodyid) && holds(record))
            .filter((record) => !all || hasField(record))
            .map((record) => Object.entries(record).filter(([name]) => !/_(user|time)$/.test(name)))
            .map((entries) => Object.fromEntries(entries) as { bodyid: number | bigint });
          expect(sorted(plain)).toEqual(sorted(bare));
          compared += 2;
        }
      },
    ),
    { numRuns: worlds, endOnFailure: true },
  );
  return compared;
}

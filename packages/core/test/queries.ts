import { createSandbox } from '@clio/sandbox';
import * as fc from 'fast-check';
import {
  type Conditions,
  createClient,
  type DatasetClient,
  equals,
  exists,
  type FieldQuery,
  missing,
  not,
  type Query,
  range,
  regex,
  stringifyJson,
} from '../src/index.js';

/** A record as a test holds it. */
export type PlainRecord = Readonly<Record<string, unknown>> & { readonly bodyid: number | bigint };

const texts = fc.constantFrom(
  '',
  'a',
  'A',
  'ab',
  'DNp01',
  'DNp02',
  'dnp01',
  '5',
  '-1',
  'a\nb',
  'a.b',
  'é',
  'ß',
  '🧠',
  'say "hi"',
  'back\\slash',
  're/a',
  're/',
  'exists/0',
  'exists/1',
  '<tag>',
  ' a',
);
const wholes = fc.constantFrom(
  0,
  1,
  5,
  -1,
  -5,
  2 ** 53 - 1,
  2n ** 53n,
  2n ** 53n + 1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
);
const great = fc.constantFrom(2n ** 63n, 2n ** 64n - 1n, 2n ** 64n - 5n);
const fractions = fc.constantFrom(0.5, 1.5, -1.5, 5.25);
const scalars = fc.oneof(texts, wholes, fractions, fc.boolean());
const nested = fc.oneof(
  fc.record({ k: scalars }, { noNullPrototype: true }),
  fc.record(
    { k: fc.array(fc.constantFrom('a', 1, true), { maxLength: 2 }) },
    { noNullPrototype: true },
  ),
);

/** What a field may hold, as the server keeps it: no list of great integers, which it rounds. */
const held = fc.oneof(
  { weight: 4, arbitrary: scalars },
  great,
  fc.array(texts, { minLength: 1, maxLength: 3 }),
  fc.array(wholes, { minLength: 1, maxLength: 3 }),
  fc.constant([]),
  fc.tuple(fractions, fractions).map((pair) => [...pair]),
  fc.tuple(texts, fc.constantFrom(1, 5, true)).map((pair) => [...pair]),
  fc.tuple(fc.boolean(), texts).map((pair) => [...pair]),
  // Beyond 2^53 the server rounds what stands inside an object.
  nested.filter((value) => !/\d{16}/.test(stringifyJson(value))),
);

const fields = ['a', 'b', 'größe', 'type_user', 'note_time', 're/x', ''] as const;

export const records: fc.Arbitrary<PlainRecord[]> = fc
  .uniqueArray(
    fc.oneof(
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n),
    ),
    { minLength: 5, maxLength: 40 },
  )
  .chain((ids) =>
    fc.tuple(
      ...ids.map((bodyid) =>
        fc
          .record(Object.fromEntries(fields.map((field) => [field, held])), { requiredKeys: [] })
          .map((rest) => ({ ...rest, ...stamps(rest), bodyid })),
      ),
    ),
  );

/** Texts where the server wants texts: it stops at a time that is none. A user never stands alone. */
function stamps(record: Record<string, unknown>): Record<string, unknown> {
  const found = Object.entries(record).filter(([name]) => /_(user|time)$/.test(name));
  const texts = found.map(([name, value]) => [
    name,
    typeof value === 'string' ? value : 'ann@example.org',
  ]);
  const time = 'type_user' in record ? { type_time: '2026-01-02T03:04:05Z' } : {};
  return { ...Object.fromEntries(texts), ...time };
}

/** A condition and, independently of it, what it means. */
interface Case {
  readonly query: FieldQuery;
  readonly holds: (held: unknown) => boolean;
}

const same = (a: unknown, b: unknown) => stringifyJson(a) === stringifyJson(b);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const absent = (value: unknown) => value === undefined;

const ofText = (text: string): Case => ({
  query: text,
  holds: (value: unknown) =>
    list(value).every((item) => typeof item === 'string') && list(value).includes(text),
});
const whole = (item: unknown) => typeof item === 'bigint' || Number.isInteger(item);
const ofWhole = (number: number | bigint): Case => ({
  query: number,
  holds: (value: unknown) => list(value).every(whole) && list(value).includes(number),
});
const ofAny = (value: boolean | number): Case => ({
  query: value,
  holds: (found) => list(found).includes(value),
});

const patterns = fc.constantFrom(
  ['DNp.*', /^DNp[^\n]*$/],
  ['.*', /^[^\n]*$/],
  ['.', /^[^\n]$/u],
  ['a.b', /^a[^\n]b$/],
  ['a\\.b', /^a\.b$/],
  ['a\\sb', /^a\sb$/],
  ['(?i)dnp0[12]', /^dnp0[12]$/i],
  ['a|ab|', /^(a|ab|)$/],
  ['[^a]+', /^[^a]+$/u],
  ['\\d+', /^[0-9]+$/],
  ['-?\\d', /^-?[0-9]$/],
  ['re/.*', /^re\/.*$/],
  ['(a|A)b?', /^(a|A)b?$/],
  ['[a-zA-Z]{2,5}\\d*', /^[a-zA-Z]{2,5}[0-9]*$/],
  ['\\W', /^[^0-9A-Za-z_]$/u],
  ['say "hi"', /^say "hi"$/],
  ['back\\\\slash', /^back\\slash$/],
  ['é', /^é$/],
  ['[à-ü🧠]', /^[à-ü🧠]$/u],
  ['\\S+', /^\S+$/],
  ['\\s\\S', /^\s\S$/],
) as fc.Arbitrary<[string, RegExp]>;

const comparable = (value: unknown) => typeof value === 'number' || typeof value === 'bigint';

const single = fc.oneof<fc.MaybeWeightedArbitrary<Case>[]>(
  { weight: 3, arbitrary: texts.map(ofText) },
  {
    weight: 3,
    arbitrary: fc.oneof(wholes, great, fc.constantFrom(2n ** 64n, -(2n ** 63n) - 1n)).map(ofWhole),
  },
  fc.oneof(fractions, fc.boolean()).map(ofAny),
  fc.constant<Case>({ query: exists(), holds: (value: unknown) => !absent(value) }),
  fc.constantFrom<Case>({ query: missing(), holds: absent }, { query: null, holds: absent }),
  patterns.map(([pattern, expression]) => ({
    query: regex(pattern),
    holds: (value: unknown) =>
      list(value).every((item) => typeof item === 'string') &&
      list(value).some((item) => expression.test(item as string)),
  })),
  fc.tuple(wholes, wholes).map(([min, max]) => ({
    query: range({ min, max }),
    holds: (value: unknown) =>
      list(value).some(
        (item) => comparable(item) && (item as number) >= min && (item as number) <= max,
      ),
  })),
  fc.tuple(fractions, fc.boolean()).map(([bound, upper]) => ({
    query: upper ? range({ below: bound }) : range({ above: bound }),
    holds: (value: unknown) =>
      list(value).some(
        (item) => comparable(item) && (upper ? (item as number) < bound : (item as number) > bound),
      ),
  })),
  texts.map((min) => ({
    query: range({ min }),
    holds: (value: unknown) => list(value).some((item) => typeof item === 'string' && item >= min),
  })),
  fc.oneof(held, nested).map((wanted) => ({
    query: equals(wanted),
    holds: (value: unknown) => value !== undefined && same(value, wanted),
  })),
  nested.map((wanted) => ({
    query: wanted,
    holds: (value: unknown) => value !== undefined && same(value, wanted),
  })),
);

const condition: fc.Arbitrary<Case> = fc.oneof(
  { weight: 3, arbitrary: single },
  fc.array(single, { maxLength: 4 }).map((cases) => ({
    query: cases.map(({ query }) => query) as FieldQuery,
    holds: (value: unknown) => cases.some(({ holds }) => holds(value)),
  })),
  single.map(({ query, holds }) => ({
    query: not(query),
    holds: (value: unknown) => !holds(value),
  })),
);

const idCondition: fc.Arbitrary<Case> = fc
  .array(
    fc.oneof(
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom(2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .chain((ids) =>
    fc.constantFrom<Case>(
      { query: ids, holds: (value: unknown) => ids.includes(value as number) },
      { query: ids.map(String), holds: (value: unknown) => ids.includes(value as number) },
      { query: ids[0] as number, holds: (value: unknown) => value === ids[0] },
      { query: not(ids), holds: (value: unknown) => !ids.includes(value as number) },
    ),
  );

interface Branch {
  readonly query: Conditions;
  readonly holds: (record: PlainRecord) => boolean;
}

const branch: fc.Arbitrary<Branch> = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...fields), condition, { maxKeys: 3 }),
    fc.option(idCondition, { freq: 3, nil: undefined }),
  )
  .map(([cases, id]) => {
    const all = Object.entries(id ? { ...cases, bodyid: id } : cases);
    return {
      query: Object.fromEntries(all.map(([field, { query }]) => [field, query])),
      holds: (record) => all.every(([field, { holds }]) => holds(record[field])),
    };
  });

/** A query and, independently of it, what it means. */
export interface QueryCase {
  readonly query: Query;
  readonly holds: (record: PlainRecord) => boolean;
}

export const queries: fc.Arbitrary<QueryCase> = fc.oneof(
  branch,
  fc.array(branch, { maxLength: 3 }).map((branches) => ({
    query: branches.map(({ query }) => query),
    holds: (record: PlainRecord) => branches.some(({ holds }) => holds(record)),
  })),
);

/** What `{}` finds: bodies with something besides their id, of what is shown. */
export function hasField(record: PlainRecord): boolean {
  return Object.keys(record).some((field) => field !== 'bodyid' && !/_(user|time)$/.test(field));
}

/** The version that is locked, and whose records are those of the head. */
export const lockedVersion = 'a10f1e2d3c4b5a69788796a5b4c3d2e1';

/** A client of a sandbox that holds these records in a locked version, and in its open child. */
export function clientOf(held: readonly PlainRecord[]): DatasetClient {
  const sandbox = createSandbox({
    state: {
      users: {
        ann: {
          token: 'ann-token',
          email: 'ann@example.org',
          permissions_v2: { MB: ['edit', 'view'] },
        },
      },
      datasets: {
        MB: { description: 'MB', dvid: '{{dvid}}', uuid: 'b20f1e2d3c4b5a69788796a5b4c3d2e1' },
      },
      tags: { MB: { tag_to_uuid: { 'v0.1': lockedVersion }, uuid_to_tag: {} } },
      repos: [
        {
          instances: { segmentation_annotations: { typename: 'neuronjson' } },
          versions: [
            {
              uuid: lockedVersion,
              locked: true,
              data: {
                segmentation_annotations: { records: held.map((record) => stringifyJson(record)) },
              },
            },
            { uuid: 'b20f1e2d3c4b5a69788796a5b4c3d2e1', locked: false },
          ],
        },
      ],
    },
  });
  return createClient({
    server: sandbox.server,
    dataset: 'MB',
    auth: 'ann-token',
    fetch: sandbox.fetch as typeof fetch,
  });
}

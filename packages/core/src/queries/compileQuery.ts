import type { Test } from './Condition.js';
import { type CompiledTest, compileTest, reasons, type ServerCondition } from './compileTest.js';
import { matchesBranches } from './matchesQuery.js';
import type { Query } from './Query.js';
import { type Branch, readQuery } from './readQuery.js';

/** One object of a query as the server takes it. */
export type ServerQuery = Readonly<Record<string, ServerCondition>>;

/** What a query asks of the server, and what remains to be done here. */
export interface CompiledQuery {
  /** Nothing can match, every annotation does, or the server is asked. */
  readonly request: 'none' | 'all' | 'query';
  /** What the server is asked, where it is. */
  readonly server: ServerQuery | readonly ServerQuery[] | undefined;
  /** Whether a record that the server found matches; undefined when each does. */
  readonly filter: ((record: Readonly<Record<string, unknown>>) => boolean) | undefined;
  /** The fields that the filter looks at. */
  readonly filtered: readonly string[];
  /** The conditions behind the filter that the server does not decide. */
  readonly remaining: readonly Remaining[];
}

/** A condition that is checked here. */
export interface Remaining {
  readonly field: string;
  readonly test: Test;
  readonly reason: string;
}

/** Alternatives of one object, and of a whole query, that are sent; beyond, more is checked here. */
const mostPerBranch = 64;
const mostInAll = 512;

/** Finds every record: each has its id. */
export const everything: ServerQuery = { bodyid: 'exists/1' };

/**
 * Compiles a query for the server. The server is asked for no less than the query says; where it
 * finds more, the rest is checked here.
 *
 * @throws InputError for what is no query.
 */
export function compileQuery(query: Query): CompiledQuery {
  const branches = readQuery(query).filter(isPossible);
  if (branches.length === 0) return nothing('none');
  if (branches.some((branch) => branch.size === 0)) return nothing('all');
  const compiled = branches.map(compileBranch);
  const objects = compiled.flatMap(({ objects }) => objects);
  const remaining = compiled.flatMap(({ remaining }) => remaining);
  return {
    request: 'query',
    server: onlyIds(objects) ?? combine(objects),
    ...createFilter(branches, remaining),
    remaining,
  };
}

function nothing(request: 'none' | 'all'): CompiledQuery {
  return { request, server: undefined, filter: undefined, filtered: [], remaining: [] };
}

/** False for a branch with an empty list: one of no values. */
function isPossible(branch: Branch): boolean {
  return ![...branch.values()].some((test) => test.kind === 'any' && test.tests.length === 0);
}

function createFilter(
  branches: readonly Branch[],
  remaining: readonly Remaining[],
): Pick<CompiledQuery, 'filter' | 'filtered'> {
  if (remaining.length === 0) return { filter: undefined, filtered: [] };
  // One branch: what the server decided need not be decided again. Several: a record may have come
  // for a branch whose remaining conditions it does not meet.
  const checked: readonly Branch[] =
    branches.length === 1 ? [new Map(remaining.map(({ field, test }) => [field, test]))] : branches;
  return {
    filter: (record) => matchesBranches(record, checked),
    filtered: checked.flatMap((branch) => [...branch.keys()]),
  };
}

function compileBranch(branch: Branch): { objects: ServerQuery[]; remaining: Remaining[] } {
  const remaining: Remaining[] = [];
  let objects: [string, ServerCondition][][] = [[]];
  for (const [field, test] of branch) {
    const compiled = compileTest(test, field);
    const { conditions } = fit(compiled, objects.length);
    const reason = conditions === compiled.conditions ? compiled.reason : reasons.many;
    if (reason !== undefined) remaining.push({ field, test, reason });
    if (conditions === undefined) continue;
    objects = objects.flatMap((object) =>
      conditions.map((condition) => [...object, [field, condition] as [string, ServerCondition]]),
    );
  }
  return {
    objects: objects.map((entries) => (entries.length === 0 ? everything : fromEntries(entries))),
    remaining,
  };
}

/** Asks for less where the combinations would be too many: that the field is there, or nothing. */
function fit(
  { conditions, reason }: CompiledTest,
  combinations: number,
): { conditions: readonly ServerCondition[] | undefined; reason: string | undefined } {
  if (conditions === undefined || combinations * conditions.length <= mostPerBranch) {
    return { conditions, reason };
  }
  return { conditions: conditions.includes('exists/0') ? undefined : ['exists/1'], reason };
}

/** Own properties whatever their names. */
function fromEntries(entries: readonly (readonly [string, ServerCondition])[]): ServerQuery {
  return Object.fromEntries(entries);
}

/** Asks for ids are joined: the server repeats a record for each time that its id is asked for. */
function onlyIds(objects: readonly ServerQuery[]): ServerQuery | ServerQuery[] | undefined {
  const ids = new Set<number | bigint>();
  for (const object of objects) {
    const { bodyid } = object;
    if (Object.keys(object).length > 1 || bodyid === undefined || bodyid === 'exists/1') {
      return undefined;
    }
    for (const id of [bodyid].flat()) {
      if (typeof id === 'string') return undefined;
      ids.add(id);
    }
  }
  const { conditions = [] } = compileTest(
    { kind: 'any', tests: [...ids].map((value) => ({ kind: 'value', value })) },
    'bodyid',
  );
  return unwrap(conditions.map((bodyid) => ({ bodyid })));
}

function combine(objects: readonly ServerQuery[]): ServerQuery | ServerQuery[] {
  if (objects.length > mostInAll || objects.includes(everything)) return everything;
  return unwrap([...new Map(objects.map((object) => [describe(object), object])).values()]);
}

function unwrap(objects: ServerQuery[]): ServerQuery | ServerQuery[] {
  const [first] = objects;
  return objects.length === 1 && first !== undefined ? first : objects;
}

/** A text that is the same for the same conditions. */
function describe(object: ServerQuery): string {
  return JSON.stringify(Object.entries(object), (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}

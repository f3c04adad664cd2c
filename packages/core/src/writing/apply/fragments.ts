import type { BodyId } from '../../integers/BodyId.js';
import type { PlannedBody, PlannedChange } from '../Plan.js';

/** What is sent of one body: the changes that still stand. */
export interface Delivery {
  readonly body: PlannedBody;
  readonly changes: readonly PlannedChange[];
}

/**
 * The records that a body is written with, in order: one, or two where a restored value had no
 * stamps. The server stamps every value that changes unless a stamp comes with it, and takes `null`
 * for a stamp only once the value stands; so the stamps that are not to be go in a second record.
 */
export function toFragments({ body, changes }: Delivery): Record<string, unknown>[] {
  const { bodyid } = body;
  const first: [string, unknown][] = Object.entries(body.along ?? {});
  const second: [string, unknown][] = [];
  for (const { field, before, after, stamps } of changes) {
    first.push([field, after ?? null]);
    if (!stamps) continue;
    for (const [kind, stamp] of [
      ['user', stamps.user ?? null],
      ['time', stamps.time ?? null],
    ] as const) {
      const name = `${field}_${kind}`;
      if (stamp !== null || after === undefined) first.push([name, stamp]);
      // The server stamps no field named `user`, but when it is cleared.
      else if (field !== 'user' || before[kind] !== undefined) second.push([name, null]);
    }
  }
  const fragments = [record(bodyid, first)];
  if (second.length > 0) fragments.push(record(bodyid, second));
  return fragments;
}

/** Field names that go through the server's own address lines unharmed. */
const plainName = /^[\w./ :-]+$/;
const longest = 1500;

/**
 * The fields that the server itself shall not overwrite if they have come to hold a value in the
 * meantime: those that every body of the request only adds to. A second line of defence; an older
 * server ignores it. Undefined when there are none.
 */
export function conditionalFields(deliveries: readonly Delivery[]): string | undefined {
  const eligible = new Map<string, boolean>();
  for (const { body, changes } of deliveries) {
    for (const field of Object.keys(body.along ?? {})) {
      if (!eligible.has(field)) eligible.set(field, true);
    }
    for (const { field, before, after, stamps } of changes) {
      // An empty value counts as present for the server, and would never be replaced.
      const adds = before.value === undefined && after !== undefined && stamps === undefined;
      eligible.set(field, adds && eligible.get(field) !== false);
    }
  }
  const names: string[] = [];
  let length = 0;
  for (const [field, adds] of eligible) {
    if (!adds || !plainName.test(field)) continue;
    length += field.length + 1;
    if (length > longest) break;
    names.push(field);
  }
  return names.length === 0 ? undefined : names.join(',');
}

/** `fromEntries` makes a field named `__proto__` a plain property. */
function record(bodyid: BodyId, fields: readonly [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries([['bodyid', bodyid], ...fields]);
}

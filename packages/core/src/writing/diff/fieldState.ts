import type { FieldState } from '../Plan.js';
import { sameValue } from '../values/sameValue.js';

/** A record as the server gives it with `show=all`: values and stamps side by side. */
export type RecordWithStamps = Readonly<Record<string, unknown>>;

/** What a record holds of one field: its value and who set it when. Of no record: nothing. */
export function fieldState(record: RecordWithStamps | undefined, field: string): FieldState {
  // Called for every field of every body several times a run: no spreads.
  const state: { value?: unknown; user?: unknown; time?: unknown } = {};
  if (record === undefined) return state;
  const value = own(record, field);
  const user = own(record, `${field}_user`);
  const time = own(record, `${field}_time`);
  if (value !== undefined) state.value = value;
  if (user !== undefined) state.user = user;
  if (time !== undefined) state.time = time;
  return state;
}

/** Whether a field stands as it was seen: value and stamps. */
export function sameState(first: FieldState, second: FieldState): boolean {
  return (
    sameValue(first.value, second.value) &&
    sameValue(first.user, second.user) &&
    sameValue(first.time, second.time)
  );
}

/** Names of the fields that a record has values or stamps of, without `bodyid`. */
export function fieldsOf(record: RecordWithStamps): Set<string> {
  const fields = new Set<string>();
  for (const name of Object.keys(record)) {
    if (name === 'bodyid') continue;
    fields.add(/^(.*)_(?:user|time)$/s.exec(name)?.[1] ?? name);
  }
  return fields;
}

/** Whether two records hold the same, stamps included. */
export function sameRecord(
  first: RecordWithStamps | undefined,
  second: RecordWithStamps | undefined,
): boolean {
  return sameValue(first, second);
}

/** "set by ann@example.org on 2024-03-01T10:00:00Z", as far as it is known. */
export function whoAndWhen({ user, time }: FieldState): string {
  const by = typeof user === 'string' && user !== '' ? ` by ${user}` : '';
  const on = typeof time === 'string' && time !== '' ? ` on ${time}` : '';
  return by === '' && on === '' ? 'set by somebody unknown' : `set${by}${on}`;
}

/**
 * Whether two names of users mean the same one. The server puts a space where an email has a plus
 * sign.
 */
export function sameUser(first: unknown, second: unknown): boolean {
  if (typeof first !== 'string' || typeof second !== 'string') return false;
  return first.replaceAll('+', ' ') === second.replaceAll('+', ' ');
}

function own(record: RecordWithStamps, name: string): unknown {
  const value = record[name];
  if (value === undefined || value === null) return undefined;
  // A field may be called as something that every object has.
  return Object.hasOwn(record, name) ? value : undefined;
}

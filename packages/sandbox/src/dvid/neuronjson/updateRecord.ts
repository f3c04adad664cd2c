import { quoteJson } from '../../json/goString.js';
import type { Field } from './typeValue.js';

/** Fields by name. */
export type Fields = Map<string, Field>;

/** How a posted record is merged into the stored one. */
export interface UpdateOptions {
  /** Who writes. */
  readonly user: string;
  /** When, RFC 3339. */
  readonly time: string;
  /** Names of fields that keep the stored value. */
  readonly conditionals: readonly string[];
  /** Fields that are not posted are dropped. */
  readonly replace: boolean;
}

const isMeta = (name: string): boolean => name.endsWith('_user') || name.endsWith('_time');
const text = (value: string): Field => ({ type: 'any', text: quoteJson(value) });
const empty = '""';

/**
 * Merges the stored record into the posted one, and stamps what changed with user and time. Both
 * are changed: `posted` becomes the new record, `stored` loses what was deleted.
 */
export function updateRecord(
  posted: Fields,
  stored: Fields | undefined,
  options: UpdateOptions,
): void {
  const explicit = explicitStamps(posted);
  const deleted = deleteNulls(posted, stored, explicit, options);
  const changed = stored === undefined ? changedAtFirst(posted) : changedFields(posted, stored);
  const ownFields = stored === undefined ? [] : [...posted.keys()].filter((name) => !isMeta(name));
  if (stored !== undefined && !options.replace)
    mergeStored(posted, stored, deleted, changed, options);
  stampChanged(posted, changed, deleted, options);
  if (options.replace) keepStamps(posted, stored, ownFields, deleted, options);
}

/** The stamps that were posted, as JSON text by their full name; one that is no text counts as empty. */
function explicitStamps(posted: Fields): Map<string, string> {
  const stamps = new Map<string, string>();
  for (const [name, field] of posted) {
    if (isMeta(name)) stamps.set(name, field.text.startsWith('"') ? field.text : empty);
  }
  return stamps;
}

/** Takes nulls out of both records; a field that is set to null gets the stamps of its deletion. */
function deleteNulls(
  posted: Fields,
  stored: Fields | undefined,
  explicit: ReadonlyMap<string, string>,
  { user, time }: UpdateOptions,
): Set<string> {
  const deleted = new Set<string>();
  for (const [name, field] of [...posted]) {
    if (field.type !== 'null') continue;
    deleted.add(name);
    posted.delete(name);
    stored?.delete(name);
    if (isMeta(name)) continue;
    const userStamp = explicit.get(`${name}_user`) ?? quoteJson(user);
    const timeStamp = explicit.get(`${name}_time`) ?? quoteJson(time);
    if (userStamp !== empty) posted.set(`${name}_user`, { type: 'any', text: userStamp });
    if (timeStamp !== empty) posted.set(`${name}_time`, { type: 'any', text: timeStamp });
  }
  return deleted;
}

/** Of a first write all is changed, and the field of a `_user` stamp too, that it gets a time. */
function changedAtFirst(posted: Fields): Set<string> {
  const changed = new Set(posted.keys());
  for (const name of posted.keys()) if (name.endsWith('_user')) changed.add(name.slice(0, -5));
  return changed;
}

function changedFields(posted: Fields, stored: Fields): Set<string> {
  const changed = new Set<string>();
  for (const [name, field] of posted) {
    const before = stored.get(name);
    if (
      before === undefined ||
      isMeta(name) ||
      before.type !== field.type ||
      before.text !== field.text
    ) {
      changed.add(name);
    }
  }
  return changed;
}

function mergeStored(
  posted: Fields,
  stored: Fields,
  deleted: ReadonlySet<string>,
  changed: Set<string>,
  { conditionals }: UpdateOptions,
): void {
  for (const [name, field] of stored) {
    if (deleted.has(name)) continue;
    if (!posted.has(name)) posted.set(name, field);
    else if (conditionals.includes(name)) {
      posted.set(name, field);
      changed.delete(name);
    }
  }
}

function stampChanged(
  posted: Fields,
  changed: ReadonlySet<string>,
  deleted: ReadonlySet<string>,
  { user, time }: UpdateOptions,
): void {
  for (const name of changed) {
    if (name === 'bodyid' || name === 'user' || deleted.has(name) || isMeta(name)) continue;
    if (!changed.has(`${name}_user`)) posted.set(`${name}_user`, text(user));
    if (!changed.has(`${name}_time`)) posted.set(`${name}_time`, text(time));
  }
}

/** With `replace` a posted field keeps the stored stamps, unless it has changed. */
function keepStamps(
  posted: Fields,
  stored: Fields | undefined,
  names: readonly string[],
  deleted: ReadonlySet<string>,
  { user, time }: UpdateOptions,
): void {
  for (const name of names) {
    if (name === 'bodyid' || deleted.has(name)) continue;
    for (const [stamp, own] of [
      [`${name}_user`, user],
      [`${name}_time`, time],
    ] as const) {
      if (!posted.has(stamp)) posted.set(stamp, stored?.get(stamp) ?? text(own));
    }
  }
}

import type { JsonValue } from '../json/value.js';

/** Addresses of the servers of a sandbox, without a slash at the end. */
export interface Places {
  /** clio-store. */
  readonly server: string;
  readonly dvid: string;
  /** The identity service. */
  readonly dsg: string;
}

const placeholder = /\{\{(clio|dvid|dsg|dvid-host)\}\}/g;

/** A text with the placeholders filled in. */
export function fillText(text: string, places: Places): string {
  if (!text.includes('{{')) return text;
  return text.replace(placeholder, (_, name: string) => address(name, places));
}

/** A value with the placeholders filled in, in keys too. */
export function fillPlaces<T extends JsonValue | undefined>(value: T, places: Places): T {
  return mapTexts(value, (text) => fillText(text, places)) as T;
}

/** A value with the addresses put back to their placeholders. */
export function putBackPlaces<T extends JsonValue | undefined>(value: T, places: Places): T {
  // The identity service may share the address of clio-store, which then comes back for both.
  const names = ['clio', 'dsg', 'dvid', 'dvid-host'];
  const pattern = new RegExp(
    names.map((name) => `(${escapePattern(address(name, places))})(?![\\w-])`).join('|'),
    'g',
  );
  const host = address('dvid-host', places);
  const server = hostOf(places.server);
  return mapTexts(value, (text) => {
    if (!text.includes(host) && !text.includes(server)) return text;
    return text.replace(pattern, (...found: string[]) => {
      const which = names.findIndex((_, i) => found[i + 1] !== undefined);
      return `{{${names[which]}}}`;
    });
  }) as T;
}

/** Whether a value has placeholders, so that filling it for other addresses would change it. */
export function hasPlaces(value: JsonValue | undefined): boolean {
  let found = false;
  mapTexts(value, (text) => {
    if (text.includes('{{') && text.search(placeholder) >= 0) found = true;
    return text;
  });
  return found;
}

function mapTexts(
  value: JsonValue | undefined,
  change: (text: string) => string,
): JsonValue | undefined {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change) as JsonValue);
  if (!(value instanceof Map)) return value;
  const changed = new Map<string, JsonValue>();
  for (const [key, member] of value)
    changed.set(change(key), mapTexts(member, change) as JsonValue);
  return changed;
}

function address(name: string, places: Places): string {
  if (name === 'clio') return places.server;
  if (name === 'dvid') return places.dvid;
  return name === 'dsg' ? places.dsg : hostOf(places.dvid);
}

function hostOf(address: string): string {
  return address.replace(/^https?:\/\//, '');
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

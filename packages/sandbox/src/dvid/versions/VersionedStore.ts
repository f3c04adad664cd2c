import { compareText } from '../../json/goText.js';
import type { Version } from '../Server.js';

/** Stands where a key was deleted. */
export const tombstone = Symbol('deleted');

type Entry<Value> = Value | typeof tombstone;

/** Sorted lists of keys that are kept for reading again. */
const keptLists = 4;

/**
 * Values by key and version. A version holds what was written in it; any other key is that of its
 * nearest ancestor, so that a new version costs nothing.
 */
export class VersionedStore<Value> {
  readonly #versions = new Map<Version, Map<string, Entry<Value>>>();
  readonly #lists = new Map<Version, readonly string[]>();

  /** What was written in this very version. */
  written(version: Version): ReadonlyMap<string, Entry<Value>> {
    return this.#versions.get(version) ?? new Map();
  }

  set(version: Version, key: string, value: Value): void {
    this.#put(version, key, value);
  }

  delete(version: Version, key: string): void {
    this.#put(version, key, tombstone);
  }

  #put(version: Version, key: string, entry: Entry<Value>): void {
    let entries = this.#versions.get(version);
    if (entries === undefined) {
      entries = new Map();
      this.#versions.set(version, entries);
    }
    if (entry === tombstone || entries.get(key) === undefined || entries.get(key) === tombstone)
      this.#lists.clear();
    entries.set(key, entry);
  }

  /** The value that a version sees. */
  get(version: Version, key: string): Value | undefined {
    for (let at: Version | undefined = version; at !== undefined; at = at.parents[0]) {
      const entry = this.#versions.get(at)?.get(key);
      if (entry !== undefined) return entry === tombstone ? undefined : entry;
      if (at.parents.length > 1) return this.#getMerged(at, key);
    }
    return undefined;
  }

  /**
   * A version with several parents sees a value that only one of them has; when both have one of
   * their own, it sees none.
   */
  #getMerged(version: Version, key: string): Value | undefined {
    const invalid = new Set<Version>();
    const invalidateAncestors = (at: Version): void => {
      for (const parent of at.parents) {
        if (this.#versions.get(parent)?.has(key)) {
          if (invalid.has(parent)) continue;
          invalid.add(parent);
        }
        invalidateAncestors(parent);
      }
    };
    const find = (at: Version): { at: Version; value: Value } | undefined => {
      const entry = this.#versions.get(at)?.get(key);
      if (entry !== undefined) {
        if (invalid.has(at)) return undefined;
        invalidateAncestors(at);
        return entry === tombstone ? undefined : { at, value: entry };
      }
      if (at.parents.length <= 1)
        return at.parents[0] === undefined ? undefined : find(at.parents[0]);
      const found = new Map<Version, { at: Version; value: Value }>();
      let last: { at: Version; value: Value } | undefined;
      for (const parent of at.parents) {
        const match = find(parent);
        if (match === undefined) continue;
        found.set(match.at, match);
        last = match;
      }
      for (const at of found.keys()) if (invalid.has(at)) found.delete(at);
      return found.size === 1 ? last : undefined;
    };
    return find(version)?.value;
  }

  /** The keys that a version sees, in the order of their bytes. */
  keys(version: Version): readonly string[] {
    const kept = this.#lists.get(version);
    if (kept !== undefined) return kept;
    const all = new Set<string>();
    const seen = new Set<Version>();
    const visit = (at: Version): void => {
      for (
        let next: Version | undefined = at;
        next !== undefined && !seen.has(next);
        next = next.parents[0]
      ) {
        seen.add(next);
        for (const key of this.#versions.get(next)?.keys() ?? []) all.add(key);
        for (const parent of next.parents.slice(1)) visit(parent);
      }
    };
    visit(version);
    const keys = [...all].filter((key) => this.get(version, key) !== undefined).sort();
    // The order of UTF-16 is that of the bytes but where there are surrogates.
    if (keys.some((key) => /[\ud800-\uffff]/.test(key))) keys.sort(compareText);
    if (this.#lists.size >= keptLists)
      this.#lists.delete(this.#lists.keys().next().value as Version);
    this.#lists.set(version, keys);
    return keys;
  }
}

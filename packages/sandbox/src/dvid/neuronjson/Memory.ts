import { unquoteJson } from '../../json/goRaw.js';
import { compareText } from '../../json/goText.js';
import { eachField } from './recordText.js';

/**
 * A record as the head holds it. Its text is all there is to it but for fields which the store
 * would read as another type than the head has: these are named.
 */
export type MemoryRecord = string | OddRecord;

export interface OddRecord {
  readonly text: string;
  /** Names, as in JSON with quotes, of numbers that are doubles and lists of no type. */
  readonly untyped: ReadonlySet<string>;
}

/** A record as it was written before the start, or, without one, that it was deleted. */
export type StagedWrite = readonly [id: string, record: MemoryRecord | undefined];

export function textOf(record: MemoryRecord): string {
  return typeof record === 'string' ? record : record.text;
}

/** Order of decimal numbers without leading zeros. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * What the server keeps in memory of the head: its records, a sorted list of ids that may hold ids
 * of deleted bodies, and tallies of the fields that only approximate the truth.
 */
export class Memory {
  readonly records = new Map<string, MemoryRecord>();
  ids: string[] = [];
  readonly #counts = new Map<string, number>();
  readonly #times = new Map<string, string>();
  /** Writes before the start whose fields are still to be tallied. */
  #untallied: readonly StagedWrite[] = [];

  constructor(readonly ghosts: boolean) {}

  /**
   * Takes in what was written before the start, in its order: ids and tallies are those of a server
   * that has been at work since. Ids of deleted bodies that are given stand for those that would
   * have stayed in the list.
   */
  load(writes: readonly StagedWrite[], ghosts: readonly string[] | undefined): void {
    let added: string[] = [];
    const sort = (): void => {
      const ids = this.ids.length === 0 ? added : [...new Set([...this.ids, ...added])];
      this.ids = ids.sort(compareIds);
      added = [];
    };
    for (const [id, record] of writes) {
      if (record !== undefined) {
        if (!this.records.has(id)) added.push(id);
        this.records.set(id, record);
      } else if (this.records.delete(id) && ghosts === undefined) {
        sort();
        this.remove(id);
      }
    }
    if (ghosts === undefined) sort();
    else this.ids = [...new Set([...this.records.keys(), ...ghosts])].sort(compareIds);
    this.#untallied = writes;
  }

  /** Ids in the list that have no record. */
  ghostIds(): string[] {
    return this.ids.filter((id) => !this.records.has(id));
  }

  /** Looks at each write before the start: when the tallies are first asked for, and mostly never. */
  #tally(): void {
    const counts = new Map<string, number>();
    const times = new Map<string, string>();
    const last = new Map(this.#untallied.map(([id], i) => [id, i]));
    for (const [i, [id, record]] of this.#untallied.entries()) {
      if (record === undefined) continue;
      const text = textOf(record);
      const one = last.get(id) === i ? 1 : 0;
      eachField(text, (nameStart, nameEnd, start, end) => {
        const name = text.slice(nameStart, nameEnd);
        counts.set(name, (counts.get(name) ?? 0) + one);
        if (!name.endsWith('_time"') || text.charCodeAt(start) !== 0x22) return;
        times.set(name, text.slice(start, end));
      });
    }
    this.#untallied = [];
    for (const [name, count] of counts) this.count(unquoteJson(name), count);
    for (const [name, time] of times) {
      const field = unquoteJson(name).slice(0, -5);
      // A write since has the last word.
      if (!this.#times.has(field)) this.#times.set(field, time);
    }
  }

  /** Where an id is in the sorted list, or would be. */
  indexOf(id: string): number {
    let low = 0;
    let high = this.ids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareIds(this.ids[middle] as string, id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(id: string): void {
    const last = this.ids.at(-1);
    if (last === undefined || compareIds(last, id) < 0) {
      this.ids.push(id);
      return;
    }
    const index = this.indexOf(id);
    if (this.ids[index] !== id) this.ids.splice(index, 0, id);
  }

  /**
   * Takes an id off the sorted list. The server searches by halves for equality, which finds the id
   * only where the search happens to pass: mostly it stays.
   */
  remove(id: string): void {
    let low = 0;
    let high = this.ids.length;
    if (!this.ghosts) {
      low = this.indexOf(id);
      if (this.ids[low] !== id) return;
    } else {
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (this.ids[middle] === id) high = middle;
        else low = middle + 1;
      }
      if (low === this.ids.length) return;
    }
    this.ids.splice(low, 1);
  }

  count(name: string, change: number): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + change);
  }

  /** Records with a field, by its name, in the order of the names' bytes. */
  sortedCounts(): [string, number][] {
    this.#tally();
    return [...this.#counts].sort(([a], [b]) => compareText(a, b));
  }

  /** Notes the time of a field's last change, as JSON text. */
  setTime(field: string, time: string): void {
    this.#times.set(field, time);
  }

  /** The time of a field's last change, as JSON text, by its name, in the order of the names' bytes. */
  sortedTimes(): [string, string][] {
    this.#tally();
    return [...this.#times].sort(([a], [b]) => compareText(a, b));
  }
}

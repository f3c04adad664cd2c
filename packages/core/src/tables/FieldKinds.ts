/** What the values of a field are, as the dataset holds them. */
export type FieldKind = 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'json';

/** How many values of each kind a field was seen with, and what its lists hold. */
export interface FieldKinds {
  readonly counts: Readonly<Record<FieldKind, number>>;
  /** Lists of texts, against lists of anything else. */
  readonly textLists: number;
  /** Lists of numbers. */
  readonly numberLists: number;
}

/**
 * Counts the kinds of values that fields hold: what decides the type of a column in a table.
 *
 * @example
 * ```ts
 * const kinds = countFieldKinds(records);
 * kinds.get('position')?.counts.list; // how many bodies have a list there
 * ```
 */
export function countFieldKinds(
  records: Iterable<Readonly<Record<string, unknown>>>,
): Map<string, FieldKinds> {
  const kinds = new Map<
    string,
    { counts: Record<FieldKind, number>; textLists: number; numberLists: number }
  >();
  for (const record of records) {
    for (const [field, value] of Object.entries(record)) {
      const kind = fieldKind(value);
      if (kind === undefined || field === 'bodyid') continue;
      let entry = kinds.get(field);
      if (!entry) {
        entry = {
          counts: { text: 0, integer: 0, number: 0, boolean: 0, list: 0, json: 0 },
          textLists: 0,
          numberLists: 0,
        };
        kinds.set(field, entry);
      }
      entry.counts[kind]++;
      if (kind !== 'list') continue;
      const members = value as unknown[];
      if (members.every((member) => typeof member === 'string')) entry.textLists++;
      else if (members.every((member) => /^(?:number|bigint)$/.test(typeof member))) {
        entry.numberLists++;
      }
    }
  }
  return kinds;
}

/** An empty text or list says nothing about the kind of a field. */
function fieldKind(value: unknown): FieldKind | undefined {
  switch (typeof value) {
    case 'string':
      return value === '' ? undefined : 'text';
    case 'bigint':
      return 'integer';
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number';
    case 'boolean':
      return 'boolean';
    case 'object':
      if (value === null) return undefined;
      if (!Array.isArray(value)) return 'json';
      if (value.length === 0) return undefined;
      return value.some((member) => typeof member === 'object') ? 'json' : 'list';
    default:
      return undefined;
  }
}

/** The type that a column takes from the values of its field: the commonest kind; integers and fractions count together. */
export function commonestKind(kinds: FieldKinds): FieldKind | undefined {
  const { counts } = kinds;
  const numbers = counts.integer + counts.number;
  const candidates: [FieldKind, number][] = [
    ['text', counts.text],
    [counts.number > 0 ? 'number' : 'integer', numbers],
    ['boolean', counts.boolean],
    ['list', counts.list],
    ['json', counts.json],
  ];
  let best: [FieldKind, number] | undefined;
  for (const candidate of candidates) {
    if (candidate[1] > (best?.[1] ?? 0)) best = candidate;
  }
  return best?.[0];
}

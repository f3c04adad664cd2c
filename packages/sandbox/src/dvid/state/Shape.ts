import type { JsonObject } from '../../json/value.js';

/**
 * Which members of the state document were given, though they might have been left out: what was
 * not touched is read out as it was put in.
 */
export interface Shape {
  readonly members: ReadonlySet<string>;
  /** The branch as it was named. */
  readonly branch: string | undefined;
  /** Members given of the data of each instance. */
  readonly data: ReadonlyMap<string, ReadonlySet<string>>;
}

export function shapeOf(given: JsonObject): Shape {
  const data = given.get('data');
  const branch = given.get('branch');
  return {
    members: new Set(given.keys()),
    branch: typeof branch === 'string' ? branch : undefined,
    data: new Map(
      data instanceof Map
        ? [...data].map(([name, held]) => [name, new Set(held instanceof Map ? held.keys() : [])])
        : [],
    ),
  };
}

import type { PythonDict } from '../python/values.js';
import { integerParameter } from '../validation/parameters.js';

/** The three coordinates that some operations take in the query. */
export const coordinates = {
  x: integerParameter(),
  y: integerParameter(),
  z: integerParameter(),
};

export interface Place {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

export function locationKey({ x, y, z }: Place): string {
  return `${x}_${y}_${z}`;
}

/** What the server puts on everything it stores at a place. */
export function stampPlace(fields: PythonDict, dataset: string, place: Place, time: number): void {
  fields.set('timestamp', time);
  fields.set('dataset', dataset);
  fields.set('location', [place.x, place.y, place.z]);
  fields.set('locationkey', locationKey(place));
}

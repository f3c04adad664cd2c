import * as z from 'zod/mini';
import { checkInput } from './checkInput.js';
import type { Schema } from './Schema.js';

/** A place in voxels: x, y, z as whole numbers. */
export type Location = readonly [x: number, y: number, z: number];

export const location: Schema<Location> = z.tuple([z.int(), z.int(), z.int()]);

/** A caller's place as the query that the server wants; fractions, which it would refuse or cut off, are refused. */
export function locationQuery(place: Location): { x: number; y: number; z: number } {
  const [x, y, z] = checkInput(place, location, 'The location');
  return { x, y, z };
}

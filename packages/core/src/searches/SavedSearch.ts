import * as z from 'zod/mini';
import { type Location, location } from '../schemas/location.js';
import type { Schema } from '../schemas/Schema.js';

/** A search that a user has saved, with whatever was saved about it. */
export interface SavedSearch {
  readonly dataset: string;
  /** Email of the user. */
  readonly email: string;
  /** x, y, z in voxels. */
  readonly location: Location;
  /** When it was saved: seconds since 1970, with fractions. */
  readonly timestamp: number;
  readonly [field: string]: unknown;
}

export const savedSearch: Schema<SavedSearch> = z.looseObject({
  dataset: z.string(),
  email: z.string(),
  location,
  timestamp: z.number(),
});

/** The server fails where it means to refuse. */
export const refusedHint = {
  500: 'Most often this user may not use the saved searches of the dataset; ask for access to it.',
};
